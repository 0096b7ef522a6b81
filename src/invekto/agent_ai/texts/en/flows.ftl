# Words that all conversations of several steps share.

flow-cancelled = All right, I'll leave this matter here. If you need anything else, just write.
flow-first-question = I haven't asked anything before this.
flow-went-back = Sure, let's go back one step.
flow-began-anew = Sure, let's start again.
flow-corrected = All right, I've corrected that.
flow-take-your-time = Of course, I'll wait. Just write when you're ready.
flow-restarted = Our questions have changed in the meantime, sorry about that; let's start over.
flow-choice-gone = That option belonged to an earlier question and is no longer valid.
flow-expired = I haven't heard from you for a while, so I've closed this matter for now; you can write again whenever you like.
flow-also-told = I am passing on your other request as well.

dialogue-got-contact = Your contact card has arrived. Could you write briefly how I can help? If you like, I can also connect you to a colleague.
dialogue-audio-to-person = Your voice message has arrived. As I can't listen to it, I'm passing you to a colleague who will.

note-fact-pictures = { $several ->
    [False] Sent a photo or file
   *[True] Sent { $count } photos or files
}
note-fact-audio = Sent a voice message; listen to it
note-fact-location = Sent a location
note-fact-contact = Sent a contact card
note-fact-also = Also wants: { $wish }
note-fact-unfinished = Left unfinished: { $wish }

did-flow-cancelled = The customer changed their mind, closed the matter
did-flow-waits = Said it would wait
did-flow-expired = Closed the matter when no answer came
did-choice-gone = Said that an old button is no longer valid
did-asked-more = Asked for a missing detail
