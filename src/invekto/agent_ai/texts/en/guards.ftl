# Floods of messages and two bots writing to each other: the assistant falls silent, a person looks.

guard-said-flood = We received a great many messages in a short time; all of them reached us, there is no need to send them again. A colleague will read them.
guard-notice-flood = Too many messages came in a short time, the assistant stopped answering
guard-notice-loop = The other side seems to answer automatically, the assistant stopped answering
guard-next-flood = Look through the messages, ask what they want, and answer
guard-next-loop = See whether a person is there; if it is an automatic reply, there is no need to write
did-held-flood = Stopped because too many messages came, handed over to a person
