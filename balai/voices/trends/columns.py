"""A fact: what is left of a voice when nobody can be seen in it."""

COLUMNS = ("city", "month", "topic", "is_sensitive", "area", "channel", "kind", "outcome", "days")
Fact = tuple[str, str, str, bool, str, str, str, str, str]
