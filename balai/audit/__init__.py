"""Who did what, tamper-evident.

Words: Entry (a deed), Seal (a link of the chain over entries), Anchor (its head, kept outside).
"""
