"""Pure rules of a line: what may follow what, what fits into a slot, who is next, how long it takes."""
