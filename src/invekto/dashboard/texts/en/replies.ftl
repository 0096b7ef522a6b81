# What is offered above the composer.
suggestion-strip = Suggested replies
suggestion-from-handler = The assistant's answer
suggestion-from-canned = Canned reply
suggestion-from-past = Answer to a like question
suggestion-accept = Send
suggestion-fill = Fill in and send
suggestion-edit = Edit (E)
suggestion-edit-of = Edit suggestion { $number }
suggestion-reject = Not this (X)
suggestion-reject-of = Remove suggestion { $number }
suggestion-leaving = Sending; you can take it back for a few seconds.
suggestion-refused = Suggestion removed.
suggestion-undo = Undo
suggestion-old = The customer has written again; these are for their earlier message.
suggestion-outdated = The customer wrote again meanwhile, so it was not sent. Read their last message and try again.
suggestion-decided = Somebody else has decided on this suggestion; it was not sent.
suggestion-too-late = The message is on its way and cannot be taken back.
message-undone-why = Not sent: taken back

keys-offer = Send a suggested reply (with Alt while writing)
keys-offer-edit = Edit the suggestion
keys-offer-reject = Remove the suggestion
keys-offer-undo = Take the sending back
rooms-replies = Canned replies
rooms-replies-short = Replies

# Canned replies: the picker.
replies-open = Canned replies (/)
replies-none = No canned replies yet.
replies-add = Add the first one
replies-none-found = No canned reply fits this search.
replies-broken = The canned replies could not be loaded. Delete the slash and type it again.
replies-only-tr = Turkish only
replies-only-en = English only
replies-fill-title = Fill in before sending
replies-fill-use = Put into the box
replies-fill-cancel = Cancel

# Canned replies: settings.
replies-title = Canned replies
replies-lead = Write once what you write often; in a conversation type / and the short code, and it comes into the box.
replies-tabs = Pages of canned replies
replies-report = Report on suggestions
replies-new = New canned reply
replies-edit = Edit canned reply
replies-remove = Remove
replies-undo = Undo
replies-saved = /{ $code } was saved.
replies-removed = /{ $code } was removed.
replies-restored = /{ $code } is back.
replies-no-category = Without category
replies-offered-for = Suggested for:
replies-empty-title = No canned replies yet
replies-empty = Add the answers you write every day: return rules, delivery times, the address. The customer's name and order come in by themselves.
replies-code = Short code
replies-code-example = returns
replies-name = Title
replies-category = Category
replies-body-tr = Turkish text
replies-body-en = English text
replies-fields = Insert a field
replies-fields-lead = A field is filled with what is known before it is sent. What you write after the bar stands in where nothing is known: {"{{"}name|dear customer{"}}"}.
replies-blank = Ask me
replies-blank-example = date
replies-topics = Suggest it for which topics?
replies-topics-lead = When a customer's message is about one of these, the reply is suggested above the box. Without any it is suggested for messages of like meaning.
replies-save = Save
replies-cancel = Cancel
reply-fact-name = Customer's name
reply-fact-full-name = Full name
reply-fact-business = Business name
reply-fact-agent = Agent's name
reply-fact-order = Order number
reply-fact-status = Order status
reply-fact-product = Product
reply-fact-carrier = Carrier
reply-fact-tracking = Tracking link
reply-fact-appointment = Appointment time
reply-fact-doctor = Doctor
reply-fact-treatment = Treatment

# The report on suggestions.
replies-finding = { $messages ->
    [one] Of { $messages } message with suggestions,
   *[other] Of { $messages } messages with suggestions,
} { $helped } { $helped ->
    [one] was
   *[other] were
} answered with one, { $accepted } without changing a word.
replies-finding-lead = Last 90 days. Messages not yet answered are not counted.
replies-characters = { $count } characters
replies-column-intent = Topic
replies-column-messages = Messages
replies-column-helped = Answered with one
replies-column-accepted = As it was
replies-column-edited = Edited
replies-column-distance = Usual change
replies-column-refused = Refused
replies-column-own = In own words
replies-column-source = Source
replies-column-offered = Suggested
replies-sources = By source
replies-report-empty-title = No report yet
replies-report-empty = As your team uses suggestions, you see here for which topics they help.
replies-to-inbox = Go to the inbox
replies-proposals = Proposed texts
replies-proposals-lead = Your team keeps changing these texts in the same way before sending.
replies-proposal-new = New canned reply: { $wish }
replies-proposal-why = Of the last { $uses } uses { $edits } ended in words like these.
replies-former = Text now
replies-proposed = Proposed text
replies-take = Use this
replies-decline = No need
replies-taken = The new text is in use.
replies-declined = This text will not be proposed again.
replies-proposal-gone = This proposal no longer holds; the list is new.
replies-changed-since = The text was changed meanwhile and stays as it is.
