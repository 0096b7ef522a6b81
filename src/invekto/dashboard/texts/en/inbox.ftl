# Inbox: the list.
inbox-title = Inbox
inbox-search = Name, message, phone, order
inbox-boxes = Groups of conversations
inbox-box-waiting = Waiting
inbox-box-mine = Mine
inbox-box-unassigned = Unassigned
inbox-box-all = All
inbox-state-bot = the assistant is answering
inbox-state-waiting = waiting for a person
inbox-state-human = with a person
inbox-badge-emergency = Urgent
inbox-badge-waiting = Waiting for an answer
inbox-badge-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
inbox-empty-search-title = Nothing found
inbox-empty-search = Try part of the name, a word from a message, the last digits of the phone, an order number or a tag.
inbox-empty-waiting-title = Nobody is waiting
inbox-empty-waiting = When a customer waits for an answer, they appear here, the longest wait first.
inbox-empty-mine-title = No conversations of yours
inbox-empty-mine = Conversations you take over are gathered here.
inbox-empty-unassigned-title = Nothing unassigned
inbox-empty-unassigned = Conversations that asked for a person and that nobody has taken over yet appear here.
inbox-empty-all-title = No conversations yet
inbox-empty-all = When a customer writes to your WhatsApp number, the conversation opens here by itself.

# The conversation.
thread-title = Conversation
thread-messages = Messages
thread-back = Back to the list
thread-show-customer = Show the customer
thread-none-title = Choose a conversation
thread-none = Open one from the list on the left; J and K move between them.
thread-broken-title = The conversation could not be opened
thread-broken = Check your connection and try again. No message was lost.
thread-earlier = Earlier messages
thread-empty = There are no messages in this conversation yet.
thread-paused = Sending from { $phone } has stopped.
thread-paused-kept = What you write waits and leaves when sending resumes.
thread-paused-mend = Mend it on the Connections page
thread-paused-ask = The owner or an admin can mend it on the Connections page.
thread-new = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}

voice-bot = Assistant
voice-rule = Automatic message
voice-phone = From the business phone
voice-us = You
voice-customer = Customer:

message-edited = edited
message-revoked = The customer deleted this message
message-forwarded = Forwarded
message-from-ad = Came from an ad
message-late = arrived late
message-late-why = It came late from the customer’s phone, so the assistant did not answer it
message-buttons = Buttons offered
message-reaction = The customer’s reaction: { $emoji }
message-send-again = Send again
message-sure = { $percent }% sure
message-not-understood = It was not clear what they want
message-cancelled-why = Not sent: a person stepped in
message-failed-unknown = Could not be sent. Try again.
message-status-queued = Queued
message-status-sent = Sent
message-status-delivered = Delivered
message-status-read = Read
message-status-failed = Not delivered
message-status-cancelled = Not sent
message-type-text = Empty message
message-type-image = Photo
message-type-video = Video
message-type-audio = Voice message
message-type-document = Document
message-type-sticker = Sticker
message-type-location = Location
message-type-contacts = Contact card
message-type-order = Product cart
message-type-interactive = Choice
message-type-button = Choice
message-type-buttons = Message with buttons
message-type-list = List of choices
message-type-template = Template message
message-type-notice = Note
message-type-reaction = Reaction
message-type-request_welcome = Opened the chat
message-type-revoked = Message deleted
message-type-other = Unsupported message. You can see it in the WhatsApp app.

media-open = Open
media-map = Open on a map
media-pending = Fetching
media-expired = Expired; ask the customer to send it again
media-failed = Could not be fetched

# Who is writing.
speaker-bot = The assistant is answering
speaker-bot-hint = It falls silent as soon as you type
speaker-waiting = The customer is waiting for a person
speaker-waiting-since = Waiting for
speaker-waiting-hint = The assistant is silent, you can write
speaker-you = You are answering
speaker-you-hint = The assistant stays silent until you hand back
speaker-colleague = { $name } is answering
speaker-colleague-hint = If you send a message the conversation becomes yours
speaker-phone = Answered from the business phone
speaker-phone-hint = The assistant is silent; take over if you like
speaker-take-over = Take over
speaker-hand-back = Hand back

composer-label = Message to { $name }
composer-placeholder = Write a message
composer-send = Send
composer-templates = Send a template
composer-keys = Enter sends, Shift + Enter starts a new line
composer-kept = Your message was not sent; it is kept in this tab and returns to the box when the customer writes:
composer-unsent-offline = Not sent: the connection was lost. Your message is still in the box.
composer-unsent-session = Not sent: your session has ended. Your message is kept in this tab.
composer-unsent-failed = Not sent: the server could not answer. Your message is still in the box.
composer-unsent-full = Not sent: the server's disk is full. Your message is still in the box; tell whoever looks after the server.

window-left = Time left for free messages:
window-closed = Time is up
window-closed-long = The 24-hour window has closed.
window-never-opened = This person has not written to you yet.

template-title = Send a template
template-why = WhatsApp now allows approved templates only. Once the customer answers you can write freely again.
template-none-title = No approved templates
template-none = Your approved templates appear here. If the customer writes, no template is needed.
template-who = { $name } will receive this message on WhatsApp.
template-missing = Please fill in: { $names }.
template-name-delivered-satisfaction = After delivery
template-name-return-followup = Return follow-up
template-name-parcel-problem = Parcel delay
template-name-parcel-failed = Parcel: not delivered
template-name-parcel-at-branch = Parcel: waiting at branch
template-name-parcel-returned = Parcel: returned
template-name-parcel-stalled = Parcel: standing still
template-name-stock-back = Back in stock
template-name-order-cancelled = Order cancelled
template-name-appointment-reminder = Appointment reminder
template-name-appointment-confirmation = Appointment confirmation
template-name-control-visit = Check-up visit
template-name-lead-followup = Follow-up
template-back = Templates
template-send = Send
template-category-utility = Information
template-category-marketing = Marketing
template-category-authentication = Verification code
template-variable-customer-name = customer’s name
template-variable-patient-name = patient’s name
template-variable-name = name
template-variable-shop-name = name of the shop
template-variable-clinic-name = name of the clinic
template-variable-business-name = name of the business
template-variable-order-number = order number
template-variable-product = product
template-variable-product-name = product
template-variable-tracking-url = tracking link
template-variable-tracking-code = tracking code
template-variable-carrier = carrier
template-variable-doctor-name = doctor’s name
template-variable-doctor = doctor
template-variable-service = treatment
template-variable-service-name = treatment
template-variable-treatment = treatment
template-variable-date = date
template-variable-time = time
template-variable-appointment-date = appointment date
template-variable-appointment-time = appointment time
template-variable-address = address
template-variable-coupon = coupon code
template-variable-coupon-code = coupon code
template-variable-percent = discount per cent
template-variable-amount = amount
template-variable-link = link

# The hand-over note.
handoff-reason-asked = Hand-over note: asked for a person
handoff-reason-low-confidence = Hand-over note: the assistant was not sure
handoff-reason-emergency = Hand-over note: emergency
handoff-reason-policy = Hand-over note: your team handles this
handoff-reason-error = Hand-over note: the assistant could not answer
handoff-reason-angry = Hand-over note: the customer is angry
handoff-wanted = Wants
handoff-tried = Tried
handoff-facts = Known
handoff-mood = Mood
handoff-promised = Promised
handoff-since = Wrote since then
handoff-next = Next step

# The customer.
customer-title = Customer
customer-back = Back to the conversation
customer-on-whatsapp = { $name } on WhatsApp
customer-phone-hidden = Phone hidden
customer-opted-out = Wants no messages
customer-unreachable = WhatsApp cannot reach them
customer-facts = Details
customer-since = First conversation
customer-language = Language
customer-unknown = Not known
customer-messages = Messages allowed
customer-messages-unsaid = Not said
customer-call = Call
customer-messages-no = Answers only
customer-number = Wrote to
customer-flag-vip = VIP
customer-flag-foreign-patient = From abroad
customer-flag-no-show = Missed appointment

orders-none = No order was found for this customer.
orders-earlier = { $count ->
    [one] { $count } earlier order
   *[other] { $count } earlier orders
}
orders-track = Track parcel
orders-total = Total
orders-delivery-to = Delivery
orders-invoice = Invoice
orders-corporate = Corporate
orders-open-invoice = Open invoice
orders-as-of = Last known
orders-no-account = Connect your marketplace shop and the customer’s order appears here.
orders-no-account-agent = Once the shop is connected, the customer’s order appears here.
orders-connect = Connect a shop
inbox-search-clinic = Name, message, phone
speaker-bot-hint-closed = It falls silent when you send a template

# Whether a message was understood.
judge-right = Right
judge-correct = Correct
judge-change = Change
judge-was-right = Understood right
judge-was-wrong = Understood wrong
judge-should-be = Should be:
judge-title = What does this message want?
judge-lead = Your choice changes at once how this and similar messages are understood from now on, for your business alone.
judge-understood = As understood
judge-remove = Remove this judgement
judge-broken = The choices could not be loaded. Close this and try again.
judge-wish-affirm = Agrees
judge-wish-deny = Declines
judge-wish-out-of-scope = Wrote something beside the point
judge-none = None of these

# Marketplace questions: their row in the inbox, and where they are read and answered.
channel-whatsapp = WhatsApp
inbox-group-channel = Channel
asked-row = Marketplace question
asked-badge-late = Time is up
asked-badge-due = Time left for an answer:
asked-badge-refused = Answer refused
asked-about-order = About order { $number }
asked-public = Public on the product page
asked-take = Take
asked-give-up = Give up
asked-show-product = Show the product
asked-shopper = Who asks
asked-elsewhere = In the seller panel
asked-moderator = The moderator's words: “{ $words }”
asked-expired = It was not answered in time; the marketplace closed it.
asked-reported = This question was reported to the marketplace and waits for no answer.
asked-sending = The answer is on its way to the marketplace.
asked-state-queued = Queued
asked-state-sending = Being sent
asked-state-sent = Sent to be published
asked-state-refused = Not sent
asked-state-taken-back = Taken back
asked-state-unsure = Not known whether it was sent
asked-offer-past = Answered to a similar question
asked-offer-canned = Canned reply
asked-offer-use = Put it into the box, and edit it before it is sent
asked-label = Answer to the question
asked-placeholder = Write an answer; it is published on the product page
asked-send = Send answer
asked-rules = At least { $shortest } characters; no telephone, e-mail, link or coarse words
asked-fine = Within the rules
asked-product = Product
asked-open-product = Open the product page
asked-until = To be answered by:
asked-no-contact = The marketplace does not tell the shopper's telephone; this question belongs to no WhatsApp contact.
notice-title-question-new = New question at { $platform }
notice-title-question-near = A question at { $platform } has little time left
inbox-waiting-since = Waiting for an answer since { $moment }
asked-due-at = Last moment for an answer: { $moment }
asked-left = left
asked-note = Note for the team
asked-note-placeholder = Only your team sees it; it does not go to the marketplace
