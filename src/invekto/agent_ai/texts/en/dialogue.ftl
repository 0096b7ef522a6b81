# What the bot tells customers; the same for every business.

dialogue-greeting = Hello, I'm the digital assistant of { $shop } 👋 How can I help you?
dialogue-greeting-known = Hello { $name }, I'm the digital assistant of { $shop } 👋 How can I help you?
dialogue-who-speaks = I'm the digital assistant of { $shop }: software, not a person. I can answer your questions, or put you through to a colleague if you prefer.
dialogue-thanks = You're welcome, I'm always here. Have a nice day!
dialogue-affirm = Alright. If you have any other question, just write to me.
dialogue-deny = All right. If there is anything else I can help with, just write to me.
dialogue-opted-out = Done: { $shop } will not send you promotional or informational messages any more. When you write to us, we will still answer.
dialogue-out-of-scope = I have no ready answer to that. A colleague at { $shop } can help; if you like, I'll put you through.
dialogue-out-of-scope-hours = { $open ->
    [True] Our opening hours: { $hours }. We are open now.
   *[False] Our opening hours: { $hours }. We are closed now.
}
dialogue-out-of-scope-person = I can't help with this myself, so I'm passing you on to one of our colleagues.
dialogue-clarify = I'd like to be sure I understood you. Which of these are you writing about?

dialogue-anything-else = How else can I help?

dialogue-got-audio = Your voice message has arrived, but I can't listen to voice messages. Could you write it briefly? I can also connect you to an agent.
dialogue-got-image = Your picture has arrived. Could you tell me briefly how I can help? I can also connect you to an agent.
dialogue-got-document = Your document has arrived. Could you tell me briefly how I can help? I can also connect you to an agent.
dialogue-got-location = Your location has arrived. Could you tell me briefly how I can help? I can also connect you to an agent.
dialogue-got-other = Your message has arrived, but I can't read what is in it. Could you write it briefly? I can also connect you to an agent.
dialogue-photo-to-person = Your picture or document has reached us. I can't comment on it myself; a member of our team will look at it.

common-button-human-request = Talk to an agent

common-wish-greeting = Said hello
common-wish-thanks = Said thank you
common-wish-data-request = Makes a request about their personal data (KVKK)
common-ack-data-request = I have your request about your personal data and am passing you on to the colleague who looks after these.
common-next-data-request = Check who they are and answer within 30 days (KVKK art. 13)
common-wish-human-request = Wants to talk to a person
common-wish-opt-out = Wants no more messages
