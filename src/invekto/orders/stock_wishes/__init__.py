"""Who is to be told when something can be bought again: asked for in so many words, and told once."""
