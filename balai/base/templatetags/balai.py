"""Words and shapes that every template uses."""

import secrets
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as read_url
from django.template.loader import render_to_string
from django.templatetags.static import StaticNode, static
from django.urls import NoReverseMatch, get_resolver, get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from balai.base import codes, zones

register = template.Library()


@lru_cache(maxsize=4096, typed=True)
def address(resolver: object, prefix: str, app: str | None, name: str, *args: Any) -> tuple[str, str] | None:
    """As it is, and as HTML says it. Looked up once for these words; a table of addresses that was read anew
    is another `resolver`.
    """
    try:
        found = reverse(name, args=args, current_app=app)
    except NoReverseMatch:
        return None
    return found, conditional_escape(found)


def address_of(name: str, *args: Any) -> str:
    """For HTML that is written without a template; '' where nothing lives at this name."""
    found = address(get_resolver(), get_script_prefix(), None, name, *args)
    return found[1] if found else ""


class KeptAddress(URLNode):
    """Django's own, which asks for each address once: a page has dozens, and they are the same each time."""

    def render(self, context: Context) -> str:
        if self.kwargs:
            return str(super().render(context))
        match = getattr(getattr(context, "request", None), "resolver_match", None)
        args = [each.resolve(context) for each in self.args]
        name, app = self.view_name.resolve(context), match.namespace if match else None
        found = address(get_resolver(), get_script_prefix(), app, name, *args)
        if self.asvar:
            context[self.asvar] = found[0] if found else ""
            return ""
        return found[1] if found else str(super().render(context))  # it says why


@register.tag
def url(parser: Parser, token: Token) -> KeptAddress:
    """{% url %}"""
    node: Any = read_url(parser, token)
    return KeptAddress(node.view_name, node.args, node.kwargs, node.asvar)


class KeptFile(StaticNode):
    """Django's own likewise: the name of a file with its hash stays while the server runs."""

    @classmethod
    @lru_cache(maxsize=1024)
    def handle_simple(cls, path: str) -> str:
        return str(super().handle_simple(path))


@register.tag("static")
def static_file(parser: Parser, token: Token) -> StaticNode:
    """{% static %}"""
    return KeptFile.handle_token(parser, token)


@lru_cache(maxsize=512)
def drawn(_resolver: object, _prefix: str, part: str, *values: tuple[str, Any]) -> SafeString:
    """A part that shows nothing but these few values and addresses: the head and the foot of every page."""
    return render_to_string(f"base/parts/{part}", dict(values))


def _drawn(part: str, **values: Any) -> SafeString:
    return drawn(get_resolver(), get_script_prefix(), part, *values.items())


@register.simple_tag(takes_context=True)
def brand(context: Context) -> SafeString:
    return _drawn("_brand.html", office=getattr(context.get("office"), "name", ""))


@register.simple_tag(takes_context=True)
def nav(context: Context) -> SafeString:
    """`at` is the address of a page that has but one: others may hold a secret, and are not remembered."""
    request = context.get("request")
    match, user = getattr(request, "resolver_match", None), getattr(request, "user", None)
    at = f"{get_script_prefix()}{match.route}" if match and not match.kwargs else ""
    return _drawn("_nav.html", at=at, is_signed_in=bool(user and user.is_authenticated))


@register.simple_tag(takes_context=True)
def ground(context: Context) -> SafeString:
    return _drawn("_ground.html", phone=getattr(context.get("office"), "phone_public", ""))


@register.simple_tag
@lru_cache(maxsize=256)
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
def at_most(text: object, letters: int) -> str:
    """In a text of a telephone: a long name, cut so that what follows it still stands there."""
    whole = str(text)
    return whole if len(whole) <= letters else f"{whole[: letters - 1]}…"


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
