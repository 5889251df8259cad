"""Tests about the house itself: they keep the habits of docs/map.md."""
