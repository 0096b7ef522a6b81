"""Other people's classifiers and ours: the same rows to learn from, the same messages to judge, in one run."""
