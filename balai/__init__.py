"""Balai: the public hall. What it is made of stands in docs/map.md."""
