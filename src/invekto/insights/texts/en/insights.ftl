# What customers ask: the report of `invekto feedback`, and what an export that cannot be read is told with.
feedback-title = What customers ask · { $vertical }
feedback-period = { $from } to { $to }: { $messages ->
    [one] { $messages } message
   *[other] { $messages } messages
  } with words from { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
  }, { $wordless } without words (pictures, voice notes, calls, deleted ones).
feedback-business = Taken for the business: { $names } ({ $why }). If that is wrong, say who it is with --business NAME.
feedback-business-unnamed = Taken for the business: { $names } ({ $why }).
feedback-how-named = you said so
feedback-how-several-files = writes in most of the files
feedback-how-owner = the chat was exported from that phone
feedback-how-file-name = the file is named after the other one
feedback-how-answers = the others begin the talks and ask
feedback-dates-day-first = Dates are read with the day first.
feedback-dates-month-first = Dates are read with the month first.
feedback-dates-mixed = Dates are read with the day first in some files and the month first in others, as each file shows.
feedback-intents = Most asked
feedback-columns = messages   share  customers  sure
feedback-courtesies = Greetings, thanks, yes and no
feedback-unclear = Not understood: { $count } of { $messages } ({ $share }), { $below } of them below the threshold of { $threshold }, { $outside } about something that is no intent yet
feedback-unclear-rest = In no theme: { $short } that say too little, { $alone } like no other.
feedback-unclear-none = Everything was understood.
feedback-themes = Themes
feedback-theme = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }, { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
  }, about { $month } a month
feedback-theme-near = may belong to: { $wish }
feedback-hours = hours
feedback-busiest = most at { $hours }
feedback-weeks = weeks from { $from }
feedback-by-hour = By hour of the day (all messages)
feedback-by-week = By week (all messages; week beginning)
feedback-next = Proposed next intents
feedback-next-line = “{ $name }”: would cover about { $month } messages a month
feedback-next-none = None yet: no theme beyond the known intents is large enough.
feedback-masked = Names and numbers are masked.
feedback-vertical-ecommerce = online shop
feedback-vertical-dental = dental clinic
feedback-vertical-aesthetic = aesthetic clinic

export-missing = { $file } cannot be read.
export-empty-zip = { $file } holds no .txt. Export the chat again from WhatsApp.
export-damaged-zip = { $file } is damaged or has a password.
export-foreign-zip = { $file } is packed in a way WhatsApp does not use. Unpack it and give the .txt in it.
export-too-large = { $file } is larger than { $size } MB.
export-too-large-together = The chats are larger than { $size } MB together. Choose fewer files.
export-no-text = { $file } is no text file.
export-empty = { $file } is empty.
export-no-export = { $file } is no chat exported from WhatsApp: none of its first lines begins with a date and a time. It begins with “{ $begins }”.
export-no-messages = { $file } holds no message of a person.
export-no-customers = No customer wrote anything in these chats.
export-no-such-sender = Nobody in these chats is called “{ $name }”.

common-wish-affirm = Said yes
common-wish-deny = Said no
