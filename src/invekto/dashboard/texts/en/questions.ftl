# What customers ask
questions-title = What customers ask
questions-lead = What incoming messages are about, what the assistant did not understand, and what it could be taught next.
questions-period = Period
questions-days = { $days } days
questions-messages = Messages
questions-from-customers = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
  }
questions-top = Asked most
questions-top-share = { $share } of the messages
questions-unclear = Not understood
questions-unclear-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }
questions-understood = Understood
questions-busiest = Busiest hour
questions-busiest-hint = When most messages come
questions-waiting = { $count ->
    [one] { $count } message with words is not read yet and not counted.
   *[other] { $count } messages with words are not read yet and not counted.
  }
questions-ranked = Asked most
questions-line-more = { $customers ->
    [one] { $customers } customer asked.
   *[other] { $customers } customers asked.
  }
questions-line-unsure = { $count ->
    [one] { $count } more message may be about it; see “Not sure”.
   *[other] { $count } more messages may be about it; see “Not sure”.
  }
questions-none-ranked = Nothing that the assistant was sure of was asked in this time.
questions-courtesies = And { $count } greetings, thanks, yes and no.
questions-taps = { $count ->
    [one] { $count } tap on a button or a list; it does not count as a question.
   *[other] { $count } taps on buttons and lists; they do not count as questions.
  }
questions-unsure = Not sure
questions-unsure-lead = The guess stayed below the threshold: the assistant did not act on it, but asked the customer or handed over to you. These are not in the counts above; below they stand once more by theme.
questions-unsure-lead-uploaded = The guess stayed below the threshold; these are not in the counts above. Below they stand once more by theme.
questions-perhaps = Perhaps: { $wish }
questions-not-sure = not sure
questions-no-examples = Examples are shown of the newest messages not understood only; these are older.
questions-change = Against the time of the same length before
questions-new = new
questions-next = Proposed next topics
questions-next-lead = What customers ask and the assistant does not know yet, with about how many messages a month each would cover once taught.
questions-next-none = Nothing to propose yet: no theme beyond the known topics is large enough.
questions-per-month = ~{ $count } messages a month
questions-themes = Not understood, by theme
questions-unclear-why = The assistant was not sure enough of { $below } messages; { $outside } fitted no topic it knows.
questions-capped = Themes are made of the newest { $count } messages.
questions-themes-none = No messages that were not understood and are alike.
questions-theme-words = Words in it: { $words }.
questions-theme-hour = Most between { $hour }.
questions-theme-near = May belong to: { $wish }.
questions-rest = In no theme: { $short } that say too little and { $alone } like no other.
questions-chart = { $name ->
    [hours] By hour of the day
    [weekdays] By weekday
   *[weeks] By week
  }
questions-as-table = As a table
questions-open = Open the conversation
questions-masked = Names, numbers, addresses and links are masked in examples.
questions-masked-open = Clicking an example opens its conversation.
questions-empty-title = Nobody wrote in the last { $days } days
questions-empty = As customers write, this shows what they ask most, what the assistant did not understand and what it could be taught. You can also have your past chats read right now.
questions-empty-action = Read past chats
questions-broken-title = The figures could not be loaded
questions-broken = Your data is safe.
questions-upload-title = Read past chats
questions-upload-lead = Choose what WhatsApp makes of a chat with “Export chat” (.txt or .zip, several are fine, { $size } MB together). The files are read now and stored nowhere.
questions-upload-files = Files
questions-upload-business = The business’s name in the chat (optional)
questions-upload-business-hint = Leave it empty and we find out, and say whom we took.
questions-upload-act = Read
questions-upload-wait = Reading; long chats may take ten seconds.
questions-upload-result = In the uploaded chats
questions-upload-change = If that is wrong, write the business’s name above and read again.
questions-upload-kept = Nothing was stored.
questions-upload-none = Choose a file first.
questions-upload-too-large = The files are larger than { $size } MB together. Choose fewer, or export without media.
export-too-many = There are more than { $most } messages of customers, the most this page reads at once. Choose fewer files.

questions-csv = CSV
questions-csv-file = what-customers-ask
questions-csv-kind = Kind
questions-csv-name = Topic
questions-csv-count = Messages
questions-csv-share = Share (%)
questions-csv-customers = Customers
questions-csv-sure = Sure (%)
questions-csv-month = About a month
questions-csv-example = Example
questions-csv-intent = Known topic
questions-csv-guess = Not sure
questions-csv-theme = Theme not understood
questions-csv-proposal = Proposed topic
