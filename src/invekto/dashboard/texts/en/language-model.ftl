# The language model's card on the connections page, and the summary in a hand-over note.

language-model-title = Language model
language-model-on = On
language-model-off = Off
language-model-lead = Tells the assistant’s facts in warmer sentences, adds a short summary to the hand-over note, and helps the assistant where it is not sure. Numbers, prices, dates and states cannot change: if they did, the assistant’s own text is sent.
language-model-privacy = While it is on, the texts of messages go to the model { $model }; names, phones, e-mails, addresses and numbers are hidden. Emergencies are never sent.
language-model-privacy-clinic = Patients’ sentences about their health may go too: before you switch it on, make sure that your privacy notice and your records of consent cover it.
language-model-spent = This month: { $spent } / { $cap } · { $calls ->
    [0] no questions yet
    [one] { $calls } question
   *[other] { $calls } questions
}
language-model-spent-label = Used of this month’s limit
language-model-used-up = This month’s limit of { $cap } is used up; the assistant answers in its own words. It goes on at the start of the month, or when you raise the limit.
language-model-turn-on = Switch the language model on
language-model-turn-off = Switch the language model off
language-model-cap = Monthly limit (TRY)
language-model-save = Save
language-model-undo = Undo
language-model-now-on = The language model is on.
language-model-now-off = The language model is off.
language-model-saved = The monthly limit is saved.
language-model-problem = “{ $entered }” is no amount: write TRY from 0 to { $highest }, such as 250 or 250.50.

handoff-summary = Summary
handoff-summary-by-model = by the language model
