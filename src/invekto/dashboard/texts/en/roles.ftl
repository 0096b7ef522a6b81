# Who sees what.

thread-gone-title = This conversation is no longer yours
thread-gone = A colleague has taken it over. You can choose another one from the list.
thread-gone-draft = What you had not sent
inbox-empty-theirs-title = No conversations to show
inbox-empty-patients = Conversations with patients who have an appointment with you, or that were assigned to you, appear here.
inbox-empty-leads = Conversations with people interested in buying, or that were assigned to you, appear here.
