"""Words of the line in templates."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(span: timedelta | None) -> str:
    """'12 menit', 'kurang dari 1 menit'."""
    if span is None:
        return "–"
    whole = round(span.total_seconds() / 60)
    return f"{whole} menit" if whole else "kurang dari 1 menit"
