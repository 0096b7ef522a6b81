# Answers to marketplace questions: why one cannot be sent, what became of it, what to do.
integration-answer-short = The answer needs at least { $limit } characters.
integration-answer-long = The answer may have { $limit } characters at most.
integration-answer-email = No e-mail address is allowed: “{ $found }”.
integration-answer-link = No web address is allowed: “{ $found }”.
integration-answer-phone = No telephone number is allowed: “{ $found }”.
integration-answer-bank = No bank account is allowed: “{ $found }”.
integration-answer-elsewhere = The shopper may not be led away from the marketplace: “{ $found }”.
integration-answer-swear = This is not published: “{ $found }”.
integration-answer-late = The time to answer this question has passed; the marketplace takes no answer any more. This answer was not sent.
integration-answer-closed = The question is closed: answered elsewhere, or its time ran out. This answer was not sent.
integration-answer-off = This marketplace account is switched off; the answer was not sent. Send it again once the account is switched on under Connections.
integration-answer-under-way = An answer to this question is on its way. Try again once its outcome is shown.
integration-answer-refused = The marketplace did not take this answer. Change its words and send it again; if that does not help, answer in the seller panel.
integration-answer-taken-back = The marketplace's moderators took this answer back. Mend it and send it again.
integration-answer-unsure = The marketplace's word was lost, and it does not show this answer. Look in the seller panel; if it is not there either, send it again.
