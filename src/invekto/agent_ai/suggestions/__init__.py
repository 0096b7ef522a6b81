"""Replies suggested to people: made with the answer, decided with one key, counted; ``services`` is the door."""
