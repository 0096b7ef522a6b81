# Clinics: an appointment wanted, moved or given up.

common-ack-appointment-booking = I've noted your appointment request:
    { $details }
    { $health }Your appointment is not confirmed yet; I'm passing you on to a colleague who will settle the time with you.
common-ack-appointment-reschedule = I've noted that you'd like another time.{ $details }
    Your new time is not confirmed yet; I'm passing you on to a colleague who will settle it.
common-ack-appointment-cancel = I've noted that you'd like to cancel.{ $details }
    It is not cancelled yet; I'm passing you on to a colleague who will take care of it.
clinic-booking-lost = It will be easier to plan your appointment together with a colleague; I'm passing you on.

clinic-ask-what = What is the appointment for? Write the treatment or the complaint in a few words, or choose from the list.
clinic-unsure = I'm not sure
clinic-ask-when = Which day and time would suit you? You can write more than one.
clinic-ask-another-day = Which of these days would suit you?
clinic-ask-patient = { $who ->
    [self] Under which name and surname should we note the appointment?
    [several] What are the names and surnames of the people who will come?
   *[other] What is the name and surname of the person who will come?
}
clinic-ask-appointment = Which of your appointments do you mean?
clinic-choose-appointment = Choose
clinic-appointment-short = { $moment }
clinic-appointment-rest = { $patient }, { $doctor }
clinic-ask-whose-appointment = I can't see an upcoming appointment for this phone number. In whose name was it made?
clinic-ask-whose-appointment-again = Could you write in whose name the appointment was made, so that we can find it?
clinic-button-soon = As soon as possible
clinic-button-this-week = This week
clinic-button-next-week = Next week

clinic-doctor-days = { $doctor } sees patients on: { $days }.
clinic-when-past = { $day } seems to be in the past.
clinic-when-closed = { $day }: we are closed.
clinic-when-outside = { $day }: our opening hours are { $hours }.
clinic-health-noted = We will pass the health information you gave on to our physician; please don't change your medicines without asking your doctor.

clinic-when-day-hour = { $day }, { $hour }
clinic-when-hour = { $hour }
clinic-when-or = { $first } or { $other }
clinic-when-range = { $first } – { $last }
clinic-when-soon = as soon as possible
clinic-when-this-week = this week
clinic-when-next-week = next week
clinic-when-weekdays = on a weekday
clinic-when-any = any time

clinic-patient-line = { $name } ({ $who })
clinic-patient-several = more than one person; a colleague will settle with you who needs what and when
clinic-patient-several-named = { $names } (a colleague will settle with you which appointment is whose)
clinic-patient-self = themselves
clinic-patient-child = their child
clinic-patient-spouse = their spouse
clinic-patient-parent = their mother or father
clinic-patient-sibling = their sibling
clinic-patient-other = somebody close
clinic-patient-self-you = yourself
clinic-patient-child-you = your child
clinic-patient-spouse-you = your spouse
clinic-patient-parent-you = your mother or father
clinic-patient-sibling-you = your sibling
clinic-patient-other-you = somebody close to you

clinic-detail-patient = For: { $who }
clinic-detail-what = About: { $what }
clinic-detail-when = The time you wish: { $when }
clinic-detail-doctor = Doctor: { $doctor }
clinic-detail-doctor-unknown = Doctor: I could not find a doctor of ours called “{ $name }”; my colleague will clear that up
clinic-detail-who-does-it = { $treatment } is done by: { $doctors }; a colleague will suggest a suitable doctor and time
clinic-detail-appointment = Your appointment: { $appointment }
clinic-detail-new-time = The new time you wish: { $when }

clinic-asked-along = I have no reliable answer to that; I'll pass your question on to a colleague together with your request.
clinic-just-noted = Noted: { $noted }.
clinic-your-appointment = Your appointment: { $appointment }.
clinic-your-appointments = Appointments booked for this phone:
clinic-appointment-of = { $appointment } ({ $patient })
clinic-no-appointment-yet = I see no fixed appointment for you yet; a colleague will settle the time with you.
clinic-looked-up-by-people = Thank you, one of our colleagues will look it up.
clinic-late = Thank you for letting us know.{ $details }
    I'm telling our team that you may be late.

# For the team.
clinic-appointment = { $moment }, { $service }, { $doctor }
clinic-doctor-unknown = { $name } (no doctor of this name)
clinic-fact-patient-is = For: { $who }
clinic-fact-several = May be for more than one person; settle who needs what and when: “{ $words }”
clinic-fact-patient = Patient: { $name }
clinic-fact-what = About: { $what }
clinic-fact-when = Time they wish: { $when }
clinic-fact-hour = Hour they wish: { $hour }
clinic-fact-doctor = Doctor they wish: { $doctor }
clinic-fact-who-does-it = Note that the doctor or time they want does not go with { $treatment }; it is done by: { $doctors }
clinic-fact-health = Tell the physician; they gave health information: “{ $words }”
clinic-fact-appointment-meant = Appointment they mean: { $appointment }
clinic-fact-appointment = Standing appointment: { $appointment }
clinic-fact-no-appointment = No upcoming appointment was found for this phone number
clinic-fact-not-final = They were told that the appointment is not confirmed yet
clinic-fact-not-moved = They were told that the new time is not confirmed yet
clinic-fact-not-cancelled = They were told that it is not cancelled yet

common-wish-appointment-lookup = Asks when their appointment is
common-wish-appointment-late = Says they may be late for their appointment
clinic-next-lookup = Find their appointment and write its day and time
clinic-next-late = Look at once: ask the physician whether the delay is all right, and write

did-told-appointment = Told the appointment on record
clinic-fact-left-question = A question that awaits an answer: “{ $words }”
did-left-question = Noted a question without an answer beside the request
did-asked-what = Asked which treatment or complaint it is about
did-asked-when = Asked which day and time would suit
did-asked-patient = Asked for the patient's name
did-asked-appointment = Asked which appointment it is
