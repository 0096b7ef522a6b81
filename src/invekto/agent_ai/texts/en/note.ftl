# The hand-over note: what colleagues read.

note-wanted = { $wish }: { $words }
note-wanted-before = { $wanted }. Before that: { $before }
note-quote = “{ $words }”
note-no-words = Nothing was written (a picture, voice or other content)

note-mood-calm = Calm
note-mood-pleased = Pleased
note-mood-unhappy = Unhappy
note-mood-angry = Angry
note-mood-review = Angry; threatens a bad review or a complaint
note-mood-unknown = Not known

note-fact-order-number = Order number they wrote: { $value }
note-fact-tracking-code = Tracking code they wrote: { $value }
note-fact-product = Product they mentioned: { $value }
note-fact-size = Size they mentioned: { $value }
note-fact-color = Colour they mentioned: { $value }
note-fact-treatment = Treatment they mentioned: { $value }
note-fact-doctor = Doctor they mentioned: { $value }
note-fact-phone = Phone they wrote: { $value }
note-fact-email = E-mail they wrote: { $value }

note-next-asked = Write to the customer; they asked for a person
note-next-low-confidence = Ask what they need and answer
note-next-emergency = Call at once
note-next-policy = Settle the request and write to the customer
note-next-error = Read their last message and answer; the assistant could not
note-next-angry = Make peace first, then solve the problem
note-next-undelivered = The assistant's last message did not arrive; reach the customer and answer
note-next-changed = The customer changed their mind since: { $words }. Do not carry out what was asked before; settle this first and write to them

note-promise = They were told that someone of the team will write here
note-promise-open = They were told that someone of the team will write here as soon as possible
note-promise-later = They were told that the team will write { $when } from { $time }
note-promise-closed = They were told that someone will write when you open
note-promise-emergency = They were told that you are closed, that the team was told at once, and to go to an emergency department if it gets worse

note-fact-datetime = Time they mentioned: { $value }

note-promise-wait = They were told that somebody writes within about { $minutes } minutes ({ $ahead } ahead of them)
note-promise-busy = They were told that we are busy and somebody writes when it is their turn ({ $ahead } ahead of them)
note-promise-closing = They were told: if not before closing at { $closes } today, then { $when } from { $time }
note-promise-asked = The customer named a time: they were told that somebody writes { $when } around { $time }
note-promise-asked-closed = You are closed at the time the customer named: they were told that somebody writes { $when } from { $time }
