"""In: HTML. Out: the number of pages on a line of its own, then the PDF."""

import sys
from pathlib import Path

from balai.documents.press import NOT_HERE
from balai.documents.workshop.__main__ import hold_back

SHEET = Path(__file__).parent / "paper.css"
VARIANT = "pdf/ua-1"


def printed(html: str, sheet: str) -> tuple[int, bytes]:
    """PDF/UA-1: tagged, with its language and title, so that a screen reader can read it.

    A page brings its pictures along as data; nothing is fetched, neither by network nor from the disk.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    made = page.render(stylesheets=[CSS(string=sheet)], pdf_variant=VARIANT)
    return len(made.pages), made.write_pdf(pdf_variant=VARIANT)


def main() -> int:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return NOT_HERE
    sheet, html = SHEET.read_text(), sys.stdin.buffer.read().decode()
    hold_back()
    pages, raw = printed(html, sheet)
    sys.stdout.buffer.write(str(pages).encode() + b"\n" + raw)
    return 0


if __name__ == "__main__":
    sys.exit(main())
