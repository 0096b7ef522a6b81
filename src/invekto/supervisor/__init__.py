"""Keeps several processes running as one: started together, watched, stopped together."""
