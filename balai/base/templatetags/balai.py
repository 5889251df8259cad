"""Words and shapes that every template uses."""

import secrets
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from balai.base import codes, zones

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: the word beside it speaks."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("base/icons.svg"), name
    )


@register.simple_tag
def form_key(current: str = "") -> SafeString:
    """The one-time key of a public form: sent twice, it is answered once."""
    key = current or secrets.token_urlsafe(16)
    return format_html('<input type="hidden" name="form_key" value="{}">', key)


@register.filter
def day(on: date | None) -> str:
    return zones.day(on) if on else ""


@register.filter
def short_day(on: date | None) -> str:
    return zones.short_day(on) if on else ""


@register.filter
def hour_in(moment: datetime | None, zone: str) -> str:
    return zones.hour(moment, zone) if moment else ""


@register.filter
def day_in(moment: datetime | None, zone: str) -> str:
    return zones.day(zones.local_day(moment, zone)) if moment else ""


@register.simple_tag
def span(start: datetime, end: datetime, zone: str) -> str:
    return zones.span(start, end, zone)


@register.filter
def zone_name(zone: str) -> str:
    return zones.zone_name(zone)


@register.filter
def rupiah(amount: int | None) -> str:
    """0 -> 'Gratis', 30000 -> 'Rp30.000'."""
    if amount is None:
        return "belum diisi"
    return "Gratis" if amount == 0 else f"Rp{amount:,}".replace(",", ".")


@register.filter
def code(text: str) -> str:
    return codes.show_code(text)
