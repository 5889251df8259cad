"""How a sign-in's device is called on screen."""

from django import template

register = template.Library()
SYSTEMS = [
    ("Android", "HP Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Komputer Windows"),
    ("Macintosh", "Komputer Mac"),
    ("Linux", "Komputer Linux"),
]
BROWSERS = [("Edg/", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]


@register.filter
def device(user_agent: str) -> str:
    """'HP Android, Chrome': enough to recognise one's own."""
    system = next((word for mark, word in SYSTEMS if mark in user_agent), "Perangkat lain")
    browser = next((word for mark, word in BROWSERS if mark in user_agent), "")
    return f"{system}, {browser}" if browser else system
