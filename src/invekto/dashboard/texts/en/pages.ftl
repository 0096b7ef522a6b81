# Log-in.
login-title = Log in
login-lead = Your customers are waiting for you on WhatsApp.
login-email = E-mail
login-password = Password
login-action = Log in
login-wrong = Wrong e-mail or password. If you forgot it, ask the owner of your business for a new one.
login-locked = Too many wrong attempts. Try again in 15 minutes.
login-demo = Enter with a demo account
login-demo-shop-agent = Shop agent
login-demo-shop-owner = Shop owner
login-demo-dental-agent = Dental clinic’s secretary
login-demo-aesthetic-sales = Aesthetic clinic sales
login-demo-operator = Platform operator
login-show-question = where is my parcel
login-show-answer = Hello Elif, your order 1020304050 is on its way. Expected tomorrow.
login-show-thanks = great, thank you 🙏
login-show-line = The assistant answers what it knows and brings you what it does not. It says what it did in one line.

# Today.
home-title = Today
home-emergencies = Emergencies
home-open-inbox = Inbox
home-waiting = Waiting for an answer
home-all = All ({ $count })
home-yours = Yours
home-nobodys = Unassigned
home-closing = Time is running out
home-closing-why = After that you can write to these customers with a template only.
home-failed = Messages that did not arrive
home-number-paused = Sending from { $phone } has stopped
home-account-broken = The { $platform } connection does not work
home-calm-title = Nobody is waiting for you
home-calm = Customers who wait for an answer, messages that did not arrive and connection trouble appear here.
home-first-title = Waiting for your first conversation
home-first = When a customer writes to your WhatsApp number the assistant answers; when you are needed, you see it here.
home-no-number-title = Your WhatsApp number is not connected yet
home-no-number = It must be connected before customers can write. The Connections page says what is needed and whom to ask.
home-no-number-agent = It must be connected before customers can write. The owner or an admin finds out how on the Connections page.
home-no-number-action = Connect the number
home-day = The day in short
home-day-sentence = { $written ->
    [one] { $written } customer wrote today
   *[other] { $written } customers wrote today
}: the assistant carries on { $bot ->
    [one] { $bot } conversation
   *[other] { $bot } conversations
}, your team has { $people }.
home-day-quiet = Nobody has written yet today.

# Connections.
connections-title = Connections
connections-lead = Your WhatsApp number and your shops work through these.
connections-marketplaces = Marketplaces and carriers
connections-works = Working
connections-paused = Stopped
connections-number-works = Receives and sends messages
connections-number-paused-since = Sending stopped:
connections-resume = I fixed it, start sending
connections-no-number-title = No WhatsApp number
connections-no-number = Your number is not connected yet; until it is, no messages come in or go out. This is how:
connections-number-step-1 = Open your WhatsApp Business account in Meta Business and verify your number.
connections-number-step-2 = Create a permanent access token for a system user.
connections-number-step-3 = Have the phone number id, the WhatsApp Business account id and the app secret ready.
connections-number-step-4 = Tell your platform operator. They enter these in your tenant file and apply it; the number then appears here by itself.
connections-number-mail = E-mail the operator
connections-number-mail-subject = { $tenant }: connect a WhatsApp number
connections-number-mail-body = We would like to connect our WhatsApp number for { $tenant }. Number: … Phone number id: … WhatsApp Business account id: … We will send the keys separately by a safe way.
connections-token = Change the WhatsApp access token
connections-token-label = New access token
connections-token-hint = From the system user’s page in Meta Business. It is tried at WhatsApp first, stored encrypted, and never shown again.
connections-token-changed = The new token works and is stored. Waiting messages are being sent.
connections-token-shape = A token has only plain letters, digits and signs, without accents or spaces. Copy the whole value from Meta.
connections-token-refused = WhatsApp did not take this token: it has expired, was revoked, or was not copied whole. The old token is still in place.
connections-token-not-this-number = The token works, but not for this number. Assign this WhatsApp account to the system user in Meta. The old token is still in place.
connections-token-unreachable = WhatsApp cannot be reached just now, so the token could not be tried. Try again in a moment; the old token is still in place.
connections-none-title = No shop connected
connections-none = Connect your marketplace shop below, and the assistant answers “where is my parcel” from the real order.
connections-status-new = Being tried
connections-status-active = Working
connections-status-failing = Trying again
connections-status-refused = Key not valid
connections-status-off = Off
connections-synced = Orders are up to date, last looked at
connections-last-good = Orders last seen
connections-importing = Importing past orders, { $percent }% done; { $count } orders so far
connections-not-yet = No orders fetched yet
connections-unreadable = { $count ->
    [one] One record of an order or a return
   *[other] { $count } records of orders or returns
} could not be read; the others arrive. We try again every hour and delete what stays unreadable for 30 days. If the number does not fall, tell the Invekto team.
connections-unreadable-events = { $count ->
    [one] One message or notice
   *[other] { $count } messages or notices
} of WhatsApp could not be read; the others arrive. We try again every hour and delete what stays unreadable for 30 days. If the number does not fall, tell the Invekto team.
connections-off-words = Switched off; orders already fetched are kept
connections-test = Test the key
connections-testing = Testing…
connections-test-ok = The key works.
connections-test-failed = The key was tried and did not work.
connections-tested = Tried
connections-turn-off = Switch off
connections-turn-on = Switch on again
connections-renew = Change the key
connections-save-key = Save and test
connections-secret-hint = Stored encrypted, and never shown to anybody again.
connections-add = Connect and test
connections-carrier-user = User name
connections-carrier-password = Password
connections-parcels-synced = Parcels up to date, last looked
connections-parcels-last-good = Last successful look at the parcels
connections-parcels-not-yet = No parcel asked about yet
connections-hook = Have changes told at once
connections-hook-lead = Give { $platform } these details in a support ticket, so that it tells us of changes at once. Until then orders are asked for every two minutes. This part goes with the first notice.
connections-hook-address = Address
connections-hook-user = User
connections-hook-password = Password
connections-copy = Copy
connections-copied = Copied

# The platform’s operator.
service-what = This address is Invekto’s integrations service: the API of shop accounts, their health and the orders they brought. The pages are at another address.
service-required = required
service-body = Body:
service-docs = API document
operator-title = Businesses
operator-lead = { $count ->
    [one] { $count } business
   *[other] { $count } businesses
}. Figures only; customers’ names and words stay with the business.
operator-tenant = Business
operator-conversations = Conversations
operator-waiting = Waiting
operator-people = Users
operator-last = Last message
operator-health = State
operator-never = None yet
operator-fine = No trouble
operator-trouble = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
operator-none-title = No businesses yet
operator-none = The first business appears here once it is added.
operator-pages = Pages
operator-page = { $number } of { $last }
operator-earlier = Previous
operator-later = Next

connections-templates = Message templates
connections-templates-lead = After 24 hours a customer can only be written to with templates that Meta approved. Drafts are submitted by themselves, the outcome is read every hour.
connections-templates-none = No template yet. They appear here once your platform operator has written them into your business file.
connections-templates-refresh = Refresh now
template-status-draft = Draft
template-status-pending = Meta is reviewing
template-status-approved = Approved
template-status-rejected = Rejected
template-status-paused = Paused
template-status-disabled = Off
template-problem-content = Meta did not accept these words{ $detail }. Ask your platform operator to correct them in your business file; the corrected template is submitted again.
template-problem-token = The WhatsApp access token is not valid. The owner enters a new one on this page; drafts are submitted afterwards.
template-problem-unreachable = WhatsApp gave no answer. You need not do anything, it is tried again within the hour; tell your platform operator if it stays.
template-problem-account = Meta refused (error { $code }). Whoever manages Meta Business should check the account’s state and the token’s permission whatsapp_business_management.
template-problem-switched-off = Your business file no longer has it.
template-problem-review = Meta’s reason: { $reason }. Ask your platform operator to correct the words, or appeal in Meta’s panel.
connections-lead-clinic = Your WhatsApp number works through this.
login-demo-dental-owner = Dental clinic owner
login-demo-dental-doctor = Dentist
login-demo-aesthetic-owner = Aesthetic clinic owner
service-docs-language = As OpenAPI:
connections-remove = Remove from the list

# Confidence.
confidence-title = Confidence
confidence-lead = The bot answers by itself when it is at least this sure of what is wanted. Below that it asks once, then hands over to you.
confidence-general = General threshold
confidence-sentence = At this threshold { $coverage } of the messages are answered automatically and { $wrong } of the answers are wrong.
confidence-covers-own = At this threshold { $coverage } of your messages are answered automatically.
confidence-covers-model = { $coverage } of the examples it was taught with reach this threshold.
confidence-wrong-own = { $wrong } of the answers are wrong.
confidence-wrong-model = By the examples, { $wrong } of those that reach it are misunderstood; that is an upper estimate.
confidence-wrong-unknown = None of the answers you judged reaches it, so the share of wrong answers is unknown.
confidence-interval = From { $judged } judged answers that reach it, the true share lies between { $low } and { $high } with 95 per cent certainty.
confidence-from-own = The share of wrong answers is computed from { $judged } judgements of your own ({ $first } – { $last }). Only judged answers count: if you judge mostly the wrong ones, the share comes out too high.
confidence-from-model = The share of wrong answers comes from example messages, not yours yet; it is an upper estimate.
confidence-from-model-why = The examples were made hard on purpose, and each was put to a model that had read nothing of its writer. Of messages of strangers that were never taught, a smaller share was misunderstood.
confidence-seen-own = The share answered automatically is computed from { $seen } messages of the last 30 days.
confidence-seen-cut = The last 30 days hold too many messages to look at all; only the newest were, from { $since } on. The counts of messages on this page are of these.
confidence-seen-model = The share that reaches it is of the examples, too; it is computed from your own messages once there are { $enough } of the last 30 days ({ $seen } now).
confidence-people-apart = Wishes that always go to a person do not count as answered automatically, however well they are understood.
confidence-progress = { $judged } of { $enough } judgements so far of wishes that the bot answers itself; then the share is computed from your own answers. You judge with “Right” and “Correct” under the messages of a conversation.
confidence-progress-label = Judgements
confidence-tip = Threshold { $threshold }: { $coverage } automatic, { $wrong } wrong
confidence-tip-model = Threshold { $threshold }: { $coverage } of the examples reach it, { $wrong } wrong
confidence-axis-coverage = Answered automatically
confidence-axis-understood = Examples that reach the threshold
confidence-axis-wrong = Wrong
confidence-chart = The share of wrong answers at each threshold; figures in the table below
confidence-chosen = Chosen threshold
confidence-table = The curve in figures
confidence-threshold = Threshold
confidence-limit = Threshold (%)
confidence-slider = Choose the threshold by sliding
confidence-save = Save
confidence-to-default = Back to the default ({ $default })
confidence-is-default = The default threshold is in use ({ $default }). For a wish that a person serves anyway { $people } is enough: the bot takes it down or hands it over instead of asking what was meant.
confidence-not-default = Your threshold holds for every wish. With the default, { $people } is enough where a person serves the wish anyway.
confidence-default-short = default
confidence-general-short = general threshold
confidence-saved = Saved. { $whose }: { $was } → { $now }.
confidence-undo = Undo
confidence-removed = The judgement was removed.
confidence-problem-number = “{ $entered }” is not a number. Write a percentage from 0 to 100, such as 72. The saved threshold was not changed.
confidence-problem-share = { $entered } is not possible: a threshold is a percentage from 0 to 100, such as 72. The saved threshold was not changed.
confidence-problem-emergency = An emergency always goes to a person; it has no threshold. Nothing was changed.
confidence-problem-intent = There is no such intent. Nothing was changed.
confidence-intents = By intent
confidence-intents-lead = What customers wanted in the last 30 days. An intent with a threshold of its own does not follow the general one.
confidence-intents-none = No message was understood in the last 30 days. What customers want appears here as they write.
confidence-intent = Intent
confidence-seen = Messages
confidence-judged = Judged
confidence-wrong = Wrong
confidence-own = Own threshold
confidence-own-of = { $intent }: own threshold, per cent
confidence-reset = Reset
confidence-reset-of = { $intent }: back to the general threshold
confidence-save-of = { $intent }: save
confidence-always = Always to a person
confidence-by-person = A person answers
confidence-saved-limit = Saved threshold: { $limit }
confidence-preview = If you save:
confidence-general-holds = General
confidence-corrections = What was taught
confidence-corrections-lead = What your team said. The bot understands these and similar messages accordingly; what is removed counts no more.
confidence-corrections-none-title = No judgements yet
confidence-corrections-none = Press “Right” or “Correct” under a customer’s message in a conversation; it appears here and helps at once.
confidence-to-inbox = Go to the inbox
confidence-open = Open the conversation
confidence-remove = Remove
confidence-pages = Pages of judgements
connections-confidence = Confidence
connections-questions = Shoppers' questions cannot be read (orders are not affected):
home-questions = { $count ->
    [one] One marketplace question waits for an answer
   *[other] { $count } marketplace questions wait for an answer
}
home-questions-all = Open in the inbox
home-questions-nearest = Time until the nearest deadline:
