# What the bot did, in one line for colleagues.

did-greeted = Greeted and offered choices
did-introduced = Said that it is a digital assistant
did-thanked = Answered a thank-you
did-acknowledged = Acknowledged the reply
did-opted-out = Confirmed that messages are switched off
did-opted-in = Confirmed that messages are wanted again
did-changed-language = Changed to the language asked for
did-declined = Said it was off topic and offered a person
did-clarified = Did not understand and asked a question with choices
did-asked-for-words = Asked to have it in writing
did-handed-over = Handed over to a person
did-failed = Failed while preparing an answer and handed over
did-booked-callback = Noted the time they asked for
did-still-waiting = Told them that the team knows they are waiting
did-heard-another-mind = Told them that their change of mind was heard, and what it stopped
did-took-addition = Told them that what they wrote was added to the note
