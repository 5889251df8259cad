"""Days, tokens and codes in addresses: /program/minggu-senyum-ceria/2026-05-24/, /tiket/…/."""

from datetime import date

from django.urls import register_converter

from balai.base.codes import ALPHABET, LENGTH

YEARS = range(2000, 2101)


class IsoDay:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The centuries that a calendar can reckon in; any other day is no address here."""
        day = date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(IsoDay, "isoday")


class TokenConverter:
    """22 letters: 128 bits."""

    regex = r"[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "token")


class CodeConverter:
    """A short code (base.codes); it opens nothing alone."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")
