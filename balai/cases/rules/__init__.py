"""Pure: what may follow what, by when, and who may end it."""
