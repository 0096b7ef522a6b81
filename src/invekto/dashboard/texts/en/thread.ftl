# Notes.
thread-undo = Undo
note-add = Add note
note-label = Team note
note-placeholder = Write to the team, name someone with @
note-who = The customer never sees this, only your team does.
note-people = Whom to name
note-save = Save note
note-cancel = Cancel
note-by = { $name } noted
note-for-you = For you
note-remove = Remove note
note-untold = { $count ->
    [one] { $names } cannot see this conversation, so was not told of this note.
   *[other] { $names } cannot see this conversation, so were not told of this note.
}
note-gone = Your note was removed.
note-empty = A note cannot be empty.
note-long = A note can have at most { $longest } characters.
typing-one = { $name } is typing…

# Reactions.
reaction-add = React
reaction-with = React with { $emoji }
reaction-ours = { $name } reacted with { $emoji }
reaction-failed = The reaction { $emoji } did not reach the customer

# Files.
composer-attach = Attach a file
upload-tray = Files to send
upload-remove = Remove { $name }
upload-sending = Sending…
upload-lost = Not sent: the connection was lost. The file is still here; press Send to try again.
upload-none = No file was chosen.
upload-empty = “{ $name }” is an empty file.
upload-kind = “{ $name }” cannot be sent on WhatsApp. JPEG, PNG, MP4, audio, PDF, Office and plain text files can.
upload-webp = “{ $name }” is a WebP picture; WhatsApp wants photos as JPEG or PNG.
upload-large-image = “{ $name }” is too large. A photo can have at most { $most } MB.
upload-large-audio = “{ $name }” is too large. An audio file can have at most { $most } MB.
upload-large-video = “{ $name }” is too large. A video can have at most { $most } MB.
upload-large-document = “{ $name }” is too large. A document can have at most { $most } MB.
upload-large-client = “{ $name }” is too large. A file of this kind can have at most { $most } MB.
upload-drop = Drop the file here to send it
media-preview = Preview

# The customer card.
customer-broken = The customer’s details cannot be loaded right now.
customer-piece-orders = Orders
customer-piece-appointments = Appointments
customer-piece-lead = Lead
customer-piece-notes = Notes
customer-piece-threads = Other conversations
customer-piece-broken = This part cannot be loaded right now; the others are up to date.
customer-piece-slow = This part took too long; the others are up to date.
customer-vip-on = Make VIP
customer-vip-off = Remove the VIP mark
customer-tag-add = Add a tag
customer-tag-remove = Remove the tag { $tag }
customer-opted-out-message = said so in a message
customer-opted-out-whatsapp = said so in WhatsApp
orders-insert = Put status into message
orders-not-theirs = Not this customer?
orders-attach = Link another order
orders-attach-number = Order or tracking number
orders-attach-do = Link
orders-unknown = There is no order with the number “{ $number }”. Nothing was changed.
orders-said-theirs = { $number }: linked to this customer by { $name }.
orders-said-not = { $number }: taken off this customer by { $name }.
appointments-none = No coming appointment is booked for this number.
appointments-no-phone = Their phone is hidden, so their appointments cannot be found.
appointments-past = { $count ->
    [one] { $count } earlier appointment
   *[other] { $count } earlier appointments
}
appointment-status-booked = Booked
appointment-status-confirmed = Confirmed
appointment-status-arrived = Arrived
appointment-status-completed = Completed
appointment-status-cancelled = Cancelled
appointment-status-no-show = No-show
lead-none = Did not come from an ad and has not asked about a treatment yet.
lead-came-from = Came from
lead-since = When
lead-treatments = Treatments asked about
notes-none = No notes about this person.
threads-none = No conversation on another number of yours.

# Merging.
merge-open = Merge with the same person
merge-title = Who is the same person as { $name }?
merge-lead = Their conversations, orders and consents come together in this person. If one of them wants no messages, neither does the result. You can part them at any time.
merge-search = Name or phone
merge-none = Nobody matches.
merge-none-like = Nobody else has the same name. Search by name or phone.
merge-done = { $other } was merged into this person ({ $name }).
merge-part = Part them
merge-broken = The people could not be loaded. Close this window and try again.
merge-same = A person cannot be merged with themselves.
merge-newer-first = Part the newer merge first.
contact-language-unknown = This language cannot be chosen.
contact-tag-empty = A tag cannot be empty.
contact-tag-long = A tag can have at most { $longest } characters.
contact-tag-many = A person can have at most { $most } tags.

# Desktop notices.
notices-title = Notifications
notices-ask = To hear of news while you are in another tab, this browser has to allow it.
notices-ask-do = Ask for permission
notices-granted = This browser may show notifications.
notices-denied = This browser blocks notifications. You can allow them in the site settings of the address bar.
notices-kinds = Tell me about
notices-sound = With a sound
notices-broken = The settings could not be loaded. Close this window and try again.
notice-kind-mine = A conversation given to me, a new message in one of mine
notice-kind-mention = Being named in a note
notice-kind-emergency = An emergency
notice-kind-unassigned = A customer who waits for a person and has none
notice-title-mine = { $name } wrote
notice-title-given = { $name } was given to you
notice-title-woken = { $name }: the snooze is over
notice-title-promised = { $name }: the time you promised to write has come
notice-title-mention = { $name } named you in a note
notice-title-emergency = Emergency: { $name }
notice-title-unassigned = { $name } waits for a person
keys-note = Begin a note to the team

# The box in the list.
inbox-box-mentioned = Mentions
inbox-empty-mentioned-title = No new note names you
inbox-empty-mentioned = When a colleague names you with @ in a note, the conversation shows up here.
orders-cancellation = Cancellation
orders-cancel-reason = Reason the marketplace is told
orders-cancel-costs = A seller's cancellation may cost your shop points and penalties; the customer can also cancel in the marketplace's app.
orders-cancel-do = Cancel at { $platform }
orders-cancel-withdraw = Keep the order
orders-cancel-not-open = Somebody did or withdrew this cancellation meanwhile. Nothing was changed.
orders-cancel-no-reason = Choose a reason. Nothing was changed.
orders-claim-deadline = Decide by:
orders-key-refused = The connection to { $platform } does not work now; an admin has to mend it on the page Connections. What is shown may be old.
orders-cancel-choose = Choose the reason
orders-cancel-withdraw-hint = If you keep the order, it stays as it is and this request is closed; should the customer want it again, it can be prepared anew. No message is sent.
orders-cancel-tell = Insert the outcome
orders-cancel-confirmed = Prepare a cancellation
orders-cancel-confirmed-hint = If the customer told you to cancel this order: it is prepared first, and not cancelled at the marketplace before you say so.
orders-claim-accept = Accept the return
orders-claim-accept-means = The return of { $what } is accepted and { $platform } pays the customer back. It cannot be undone.
orders-claim-accept-do = Yes, accept on { $platform }
orders-claim-reject = Reject the return
orders-claim-needs-file = wants a file
orders-claim-statement = Statement (read by the customer and the marketplace, 500 characters at most)
orders-claim-file = Photo or document (JPG, PNG, PDF; 5 MB at most)
orders-claim-reject-means = If the customer objects, { $platform } decides. It cannot be undone.
orders-claim-reject-do = Yes, reject on { $platform }
orders-claim-no-reasons = { $platform } has not told its reasons yet; they are read again by themselves. Until then you can reject in its panel.
