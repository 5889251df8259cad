"""What the living page shows: invented people, real sentences."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

PIECES = {
    "papan": "base/specimens/board.html",
    "papan-tertinggal": "base/specimens/board_stale.html",
    "meja": "base/specimens/desk.html",
    "beranda": "base/specimens/home.html",
    "tiket": "base/specimens/ticket.html",
    "struk": "base/specimens/slip.html",
    "poster": "base/specimens/poster.html",
    "lembar": "base/specimens/sheet.html",
    "konfirmasi": "base/specimens/confirm.html",
    "400": "base/400.html",
    "403": "base/403.html",
    "404": "base/404.html",
    "409": "base/conflict.html",
    "429": "base/429.html",
    "500": "base/500.html",
    "503": "base/503.html",
    "ramai": "base/busy.html",
    "kirim-ulang": "base/csrf.html",
}
THEMES = {"gelap": "dark", "terang": "light"}


class SampleForm(forms.Form):
    """Every kind of field that a page uses."""

    name = forms.CharField(label="Nama lengkap", help_text="Seperti di KK (Kartu Keluarga).", max_length=80)
    phone = forms.CharField(
        label="Nomor HP",
        help_text="Untuk pengingat saja. Contoh: 0812 3456 7890",
        max_length=20,
        min_length=9,
    )
    service = forms.ChoiceField(
        label="Mau urus apa?",
        choices=[("hilang", "KTP-el hilang"), ("rusak", "KTP-el rusak"), ("kk", "KK baru")],
        widget=forms.RadioSelect,
    )
    helped = forms.MultipleChoiceField(
        label="Perlu didahulukan?",
        choices=[
            ("lansia", "Lanjut usia, 60 tahun ke atas"),
            ("disabilitas", "Penyandang disabilitas"),
            ("hamil", "Hamil atau menyusui"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    village = forms.ChoiceField(
        label="Desa atau kelurahan", choices=[("", "Pilih…"), ("1", "Karangasih"), ("2", "Simpangan")]
    )
    story = forms.CharField(label="Ceritakan", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(label="Saya setuju nomor ini dipakai untuk mengirim pengingat.")


@cache
def icon_names() -> list[str]:
    sprite = Path(__file__).parent / "static" / "base" / "icons.svg"
    return re.findall(r'symbol id="([^"]+)"', sprite.read_text())


def month() -> list[list[dict[str, object]]]:
    """May 2026: Sundays and holidays open, as a page of the schedule draws it."""
    opens, holidays = {3, 10, 14, 17, 24, 27, 31}, {1, 14, 27, 31}
    days = [
        {"number": n, "kinds": _kinds(n, opens, holidays), "is_open": n in opens, "is_asked": n == 1}
        for n in range(1, 32)
    ]
    before: list[dict[str, object]] = [
        {"number": n, "kinds": "out", "is_open": False, "is_asked": False} for n in (27, 28, 29, 30)
    ]
    cells = before + days
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _kinds(number: int, opens: set[int], holidays: set[int]) -> str:
    words = {
        "asks": number == 1,
        "open": number in opens,
        "holiday": number in holidays,
        "today": number == 24,
        "closed": number == 28,
    }
    return " ".join(word for word, on in words.items() if on)


def _page() -> Page[int]:
    return Paginator(range(60), 10).page(3)


def everything(theme: str | None) -> dict[str, Any]:
    wrong = {"name": "Siti Aminah", "phone": "0812", "service": "kk"}
    return {
        "theme": THEMES.get(theme or "", ""),
        "office": {"name": "Kecamatan Cikarang Utara", "phone_public": ""},
        "form": SampleForm(auto_id="new_%s"),
        "bad_form": SampleForm(wrong, auto_id="bad_%s"),
        "icons": icon_names(),
        "weeks": month(),
        "page": _page(),
        "crumbs": [("Beranda", "#"), ("Kependudukan", "#")],
        "squares": _squares(),
        "message": "Nomor HP ini sudah punya tempat untuk KTP-el hilang pada Minggu, 24 Mei.",
        "code": "booking.repeated",
    }


def _squares() -> str:
    """A pattern that looks like a QR code and opens nothing, as the path of an SVG."""
    finder = {(x, y) for x in range(7) for y in range(7) if max(abs(x - 3), abs(y - 3)) in (0, 1, 3)}
    corners = finder | {(x + 14, y) for x, y in finder} | {(x, y + 14) for x, y in finder}
    dots = {(x, y) for x in range(21) for y in range(21) if (x * 7 + y * 13 + x * y) % 5 < 2}
    kept = {(x, y) for x, y in dots if not (x < 8 and (y < 8 or y > 12)) and not (x > 12 and y < 8)}
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in sorted(corners | kept))
