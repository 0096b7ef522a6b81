"""How much each trait of a place or a part counts for ``wishes``; ``python -m benchmarks.wishes`` is the recipe.

Learned from pairs and triples of messages of one writer per vertical, joined with and without signs and joining
words, against that writer's single messages, all read by models that had not seen that writer. None of the
messages in ``benchmarks/heldout`` was used.
"""

# Log odds that a new wish begins at a place, against none beginning anywhere.
CUT = (
    -2.91,  # nothing there
    -1.84,  # a weak sign or word
    -0.85,  # a strong one
    0.85,  # question mark
    4.33,  # strong joining word
    3.09,  # weak joining word
    2.39,  # new line
    1.53,  # how often a message ends with the word before
    3.31,  # how often one begins with the word after
    1.21,  # the word before asks
    0.52,  # the word before ends a clause
    0.29,  # the word before leads on
    -0.98,  # … and no sign or joining word
    2.85,  # two wishes say more than one: nothing there
    0.70,  # two wishes say more than one: weak
    0.54,  # two wishes say more than one: strong
    0.52,  # the weaker of the two: nothing there
    3.71,  # the weaker of the two: weak
    0.11,  # the weaker of the two: strong
    0.73,  # the weaker against chatter: nothing there
    0.74,  # the weaker against chatter: weak
    4.21,  # the weaker against chatter: strong
    -0.56,  # each is foreign to the other's part: nothing there
    0.90,  # each is foreign to the other's part: weak
    0.55,  # each is foreign to the other's part: strong
    -1.06,  # both parts say the same
    -4.24,  # a part of one word
    1.82,  # … at a strong place
    -1.22,  # a part of two words
    0.40,  # … at a strong place
    -0.75,  # what one wish says
    0.20,  # length (log of words)
)

# Log odds that a part's wish is one of the message's.
PART = (
    -1.03,  # always
    0.48,  # confidence (log odds)
    0.20,  # the cut (log odds)
    0.22,  # it asks
    0.60,  # it asks or wants
    0.19,  # it comes first
    0.56,  # its share in the whole message (log)
    0.71,  # it is the whole message's best
    1.94,  # the whole message's confidence
    -1.58,  # complaint
    -0.40,  # emergency
    -0.07,  # an act
    0.14,  # … and nothing wanted
    0.23,  # first and nothing wanted
    0.08,  # read as out of scope
    -0.07,  # a strong joining word beside it
    -0.27,  # … and wanted
    -1.58,  # … and a complaint
    -0.47,  # asks and is not the first
    -0.09,  # … share in the whole (log)
    0.36,  # wanted, as is another part
    0.12,  # asks, as does another part
    -0.16,  # only another part asks
)
