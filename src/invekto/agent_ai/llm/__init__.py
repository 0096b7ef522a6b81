"""A language model as an option: tells facts in better words, sums up a talk, helps where a wish is unclear.

Off unless the installation names a provider and the tenant switches it on; nothing waits for it or needs it.
"""
