# Replies suggested to a colleague, who sends them in their own name.
suggestion-greeting = { $known ->
    [yes] Hello { $name }, how can I help you?
   *[no] Hello, how can I help you?
}
suggestion-thanks = You're welcome, have a nice day!
suggestion-affirm = Alright. If you have any other question, just write to me.
suggestion-human-request = { $known ->
    [yes] Hello { $name }, I'm from the team and here for you. What is your question?
   *[no] Hello, I'm from the team and here for you. What is your question?
}
# What a flow collected, in the words of the person who speaks. $details: lines, each on a line of its own
suggestion-noted = Thank you, I've noted it.{ $details }
    I'll check and get right back to you.
suggestion-unfilled = Not filled in yet: { $names }. It cannot be sent like this.

# The rules of canned replies.
reply-problem-blank = What is to be asked needs a name of at most { $most } characters: {"{{"}?date{"}}"}.
reply-problem-variable = “{ $name }” is no field we know. Use one of the fields on the right, or put a question mark before it and you are asked before sending.
reply-problem-fallback = Say what stands in for “{ $name }” after the bar, or remove the bar.
reply-problem-braces = A brace is missing or left over. Every field opens with two braces and closes with two.
reply-problem-many = At most { $most } canned replies are kept. Remove those nobody uses.
reply-problem-code = A short code has at most 20 characters: letters, digits, hyphens and underscores.
reply-problem-code-taken = /{ $code } is another reply's code.
reply-problem-title = A title is needed, at most { $most } characters.
reply-problem-category = A category has at most { $most } characters.
reply-problem-empty = Write the reply in at least one language.
reply-problem-long = A WhatsApp message has at most { $most } characters.
reply-problem-intent = This business has no such topic.
