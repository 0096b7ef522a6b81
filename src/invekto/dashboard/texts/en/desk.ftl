# What one does in the inbox's list: narrow, choose, close, snooze, tag, assign.
inbox-filters = Filter
inbox-filters-off = Clear filters
inbox-chips = Filters in use
inbox-chip-off = Remove:
inbox-group-state = State
inbox-group-number = WhatsApp number
inbox-group-intent = Subject
inbox-group-tag = Tag
inbox-box-snoozed = Snoozed
inbox-box-done = Closed
inbox-only-unread = Unread
inbox-only-vip = VIP
inbox-only-closing = Window closing soon
inbox-badge-snoozed = Snoozed, time left:
inbox-badge-callback = Promised to write in:
inbox-badge-done = Closed
inbox-badge-marked = Marked as unread
inbox-empty-narrow-title = No conversation matches
inbox-empty-narrow = Remove one of the filters to see more.
inbox-empty-narrow-off = Clear filters
inbox-empty-snoozed-title = Nothing is snoozed
inbox-empty-snoozed = Conversations you snooze wait here until their time comes or the customer writes.
inbox-empty-done-title = Nothing is closed
inbox-empty-done = Close a finished conversation with E or the tick; it opens by itself when the customer writes.

bulk-title = What to do with the selected conversations
bulk-chosen = selected
bulk-all = Select all
bulk-none = Clear selection
bulk-pick = Select (X)

desk-done = Close conversation
desk-open = Reopen
desk-snooze = Snooze
desk-wake = End the snooze
desk-tag = Tag
desk-assign = Assign
desk-read = Mark as read
desk-unread = Mark as unread
desk-hand-back = Back to the assistant
desk-more = More actions
desk-undo = Undo
desk-sheet-broken = This could not be opened. Check your connection and try again.

desk-snooze-title = { $count ->
    [one] Snooze the conversation
   *[other] Snooze { $count } conversations
}
desk-snooze-lead = It stays out of the list until then. If the customer writes, it comes back at once.
desk-snooze-go = Snooze
desk-later-hours = In 3 hours
desk-later-tomorrow = Tomorrow morning
desk-later-monday = Monday morning
desk-later-own = Another time
desk-snooze-unclear = Until when is not clear. Choose a date and a time.
desk-snooze-past = That is in the past. Choose a later date and time.
desk-snooze-far = A year from now at most.

desk-tag-title = { $count ->
    [one] Tag the customer
   *[other] Tag the customers of { $count } conversations
}
desk-tag-label = Tag
desk-tag-go = Add
desk-tag-known = Tags in use
desk-tag-worn = Tags now
desk-tag-off = Remove the tag:
desk-tag-empty = Type a tag.
desk-tag-long = A tag has at most 40 letters.
desk-tag-many = A customer has at most 30 tags.

desk-assign-title = { $count ->
    [one] Assign the conversation
   *[other] Assign { $count } conversations
}
desk-assign-lead = The assistant falls silent in them.
desk-assign-me = You
desk-assign-nobody = Nobody, leave it in the queue
desk-assign-gone = This person is no longer in the team. Choose somebody else.

desk-nothing = Nothing to change.
desk-said-done = { $count ->
    [one] Conversation closed.
   *[other] { $count } conversations closed.
}
desk-said-open = { $count ->
    [one] Conversation reopened.
   *[other] { $count } conversations reopened.
}
desk-said-snooze = { $count ->
    [one] Snoozed until { $time }
   *[other] { $count } conversations snoozed until { $time }
}
desk-said-wake = { $count ->
    [one] The conversation is back in the list.
   *[other] { $count } conversations are back in the list.
}
desk-said-read = { $count ->
    [one] Marked as read.
   *[other] { $count } conversations marked as read.
}
desk-said-unread = { $count ->
    [one] Marked as unread.
   *[other] { $count } conversations marked as unread.
}
desk-said-tag = { $count ->
    [one] Tag added.
   *[other] Tag added to the customers of { $count } conversations.
}
desk-said-untag = { $count ->
    [one] Tag removed.
   *[other] Tag removed from the customers of { $count } conversations.
}
desk-said-assign = { $count ->
    [one] Conversation assigned.
   *[other] { $count } conversations assigned.
}
desk-said-hand-back = { $count ->
    [one] The assistant answers again.
   *[other] The assistant answers again in { $count } conversations.
}
desk-said-merge = { $name } was merged into this person.
desk-undone = Undone.
desk-undone-some = { $count } of { $all } undone; in the others something new has happened.
desk-undone-none = This could not be undone: something new has happened.

desk-notice-done = { $name } closed the conversation
desk-notice-reopened = { $name } reopened the conversation
desk-notice-woken = The snooze is over

keys-done = Close or reopen
keys-snooze = Snooze
keys-tag = Tag
keys-assign = Assign
keys-unread = Mark as unread
keys-select = Select; Shift + click for a range
keys-undo = Undo the last action
