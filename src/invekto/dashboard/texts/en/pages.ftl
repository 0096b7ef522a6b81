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
connections-marketplaces = Marketplaces
connections-works = Working
connections-paused = Stopped
connections-number-works = Receives and sends messages
connections-number-paused-since = Sending stopped:
connections-resume = I fixed it, start sending
connections-no-number-title = No WhatsApp number
connections-no-number = Your number appears here once it is connected. Write to the Invekto team to have it connected.
connections-none-title = No shop connected
connections-none = Connect your Trendyol shop below, and the assistant answers “where is my parcel” from the real order.
connections-status-new = Being tried
connections-status-active = Working
connections-status-failing = Trying again
connections-status-refused = Key not valid
connections-status-off = Off
connections-synced = Orders are up to date, last looked at
connections-importing = Importing past orders, { $percent }% done
connections-not-yet = No orders fetched yet
connections-unreadable = { $count ->
    [one] One order
   *[other] { $count } orders
} could not be read; the others arrive. We try again every hour and delete what stays unreadable for 30 days. If the number does not fall, tell the Invekto team.
connections-off-words = Switched off; orders already fetched are kept
connections-test = Test the key
connections-testing = Testing…
connections-test-ok = The key works.
connections-turn-off = Switch off
connections-turn-on = Switch on again
connections-renew = Change the key
connections-save-key = Save and test
connections-add-title = Connect a Trendyol shop
connections-add-lead = You find these in the Trendyol seller panel under My account, Integration details.
connections-seller-id = Seller number (Cari ID)
connections-seller-id-hint = Digits only, for example 123456
connections-api-key = API key
connections-api-secret = API secret
connections-secret-hint = Stored encrypted, and never shown to anybody again.
connections-add = Connect and test

# The platform’s operator.
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
