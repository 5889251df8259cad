"""What stands on a letter: the same piece for the PDF and for the browser's own print."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from balai.base.codes import show_code
from balai.base.qr import qr_picture, qr_svg
from balai.documents.models import Letter
from balai.documents.rules.letters import LetterKind


def check_link(letter: Letter) -> str:
    return settings.BALAI_URL.rstrip("/") + reverse("documents:checked", args=[letter.token])


def check_address() -> str:
    """As it is typed by whoever has no camera: without the scheme."""
    return (settings.BALAI_URL.rstrip("/") + reverse("documents:check")).partition("://")[2]


def paper_context(letter: Letter) -> dict[str, Any]:
    """`letter.office` and `letter.signatory` are there already."""
    report = letter.report if letter.kind == LetterKind.REPORT else None
    return {
        "letter": letter,
        "office": letter.office,
        "report": report,
        "facts": report.facts if report else letter.content,
        "piece": f"documents/papers/_{letter.kind}.html",
        "link": letter.link,
        "code": show_code(letter.code),
        "address": check_address(),
    }


def pdf_page(letter: Letter) -> str:
    """For the press, which fetches nothing: the codes are pictures inside the page."""
    codes = {
        "qr_data": qr_picture(check_link(letter)),
        "answer_data": letter.link and qr_picture(letter.link),
    }
    return render_to_string("documents/papers/pdf.html", {**paper_context(letter), **codes})


def print_context(letter: Letter) -> dict[str, Any]:
    """For the browser: the codes inline and without a style."""
    answer = letter.link and qr_svg(letter.link, title="Kode QR untuk menjawab undangan")
    return {**paper_context(letter), "qr": proof_svg(letter), "answer": answer}


def proof_svg(letter: Letter) -> SafeString:
    return qr_svg(check_link(letter), title="Kode QR untuk memeriksa keaslian")
