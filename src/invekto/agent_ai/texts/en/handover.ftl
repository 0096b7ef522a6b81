# Giving a conversation to a person: what the customer hears.

handover-said-asked = Of course, I'm passing you on to one of our colleagues.
handover-said-low-confidence = I don't want to misguide you, so I'm passing you on to one of our colleagues.
handover-said-angry = I'm sorry for the trouble you've had. I'm passing this on to one of our colleagues.
handover-said-error = I had a problem preparing your answer, so I'm passing you on to one of our colleagues.

handover-promise = They will write to you here.
handover-promise-open = They will write to you here as soon as possible.
handover-promise-later = We are outside our working hours right now; they will write to you here { $when } from { $time }.
handover-promise-closed = We are closed right now; they will write to you here when we open.
handover-promise-emergency = We are outside our opening hours; our team has been told at once, but an answer may take a while. If you get worse, do not wait for us: call 112 or go to the nearest emergency department.

hours-today = today
hours-tomorrow = tomorrow
hours-date = on { $date }
hours-day-0 = Monday
hours-day-1 = Tuesday
hours-day-2 = Wednesday
hours-day-3 = Thursday
hours-day-4 = Friday
hours-day-5 = Saturday
hours-day-6 = Sunday
hours-day-closed = closed
hours-weekday-0 = on Monday
hours-weekday-1 = on Tuesday
hours-weekday-2 = on Wednesday
hours-weekday-3 = on Thursday
hours-weekday-4 = on Friday
hours-weekday-5 = on Saturday
hours-weekday-6 = on Sunday

# Lines in the thread that the team sees.
handover-notice-taken = { $name } took over the conversation
handover-notice-back = { $name } gave the conversation back to the assistant
handover-notice-phone = Someone wrote from the business phone; the assistant went silent
handover-notice-resumed = The assistant answers again
handover-notice-note = Hand-over note

# The queue and the wait: told only when they are known.
handover-promise-wait = { $ahead ->
    [0] You are next; they will write to you here within about { $minutes } minutes.
    [one] One person is ahead of you; they will write to you here within about { $minutes } minutes.
   *[other] { $ahead } people are ahead of you; they will write to you here within about { $minutes } minutes.
}
handover-promise-busy = { $ahead ->
    [0] We are busy right now; they will write to you here as soon as they can.
    [one] We are busy right now and one person is ahead of you; they will write to you here as soon as it is your turn.
   *[other] We are busy right now and { $ahead } people are ahead of you; they will write to you here as soon as it is your turn.
}
handover-promise-closing = We close at { $closes } today; if we cannot get to you by then, they will write to you here { $when } from { $time }.
handover-better-time = If another time suits you better, just write it here.
handover-booked-as-asked = Noted: one of our colleagues will write to you here { $when } around { $time }.
handover-booked-when-open = We are closed at that time. Noted: one of our colleagues will write to you here { $when } from { $time }.
handover-booked-stands = We are closed at that time. One of our colleagues will write to you here sooner, { $when } from { $time }.
handover-still = You are not forgotten: our team has your messages and a colleague will answer.
handover-still-booked = You are not forgotten: our team has your messages, and a colleague will write to you here { $when } from { $time }.
handover-still-emergency = Our team was told that it is urgent. If you get worse, do not wait for us: call 112 or go to the nearest emergency department.

handover-notice-given = The conversation was given to the next in turn: { $name }
handover-notice-released = Emergency: whoever had the conversation is not here, it is open to the team
handover-notice-given-by = { $by } gave the conversation to { $name }
handover-notice-resumed-after = The team has not written for { $hours } hours and nothing is open; the assistant answers again
handover-added = I've added this to your request; my colleague will see it.
