"""Which topic, which agency: a suggestion with its reasons while an officer types, never applied by itself.

Words: a *model* is what was learned from decided cases (numbers and words, no texts); the *lexicon* is the
list of words that Balai ships and that speaks where no model is; a *reason* is a word that weighed most.
All is free of Django but `decided` (which cases teach) and `suggesting` (which offices are meant).
"""
