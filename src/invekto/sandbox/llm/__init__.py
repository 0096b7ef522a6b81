"""A language model that is none: it answers our questions by rule, in the two shapes providers have."""
