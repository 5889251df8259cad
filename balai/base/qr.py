"""QR codes: drawn into a page without a style of their own, or as a picture that a PDF carries along."""

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, *, title: str, mask: int | None = None) -> SafeString:
    """Its size is the sheet's business. A given `mask` spares the slow choice among all eight."""
    drawn = segno.make(text, error="m", micro=False, mask=mask).svg_inline(
        scale=1, border=2, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    named = f'<svg role="img" aria-label="{escape(title)}"'
    return mark_safe(drawn.replace("<svg", named, 1))  # noqa: S308  of our own making


def qr_picture(text: str) -> str:
    """As data, for a page that fetches nothing."""
    made = segno.make(text, error="m", micro=False)
    return str(made.svg_data_uri(scale=4, border=2, dark="#000", light="#fff"))
