"""Text in, understanding out: intent, confidence, entities, language, sentiment and signals.

Pure Python: nothing here reads a clock, a database or the network. Other rooms call ``services`` only.
"""
