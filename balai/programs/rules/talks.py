"""The plan of a dialogue: what fits into its minutes, who speaks, and how it is announced."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices

from balai.base import zones
from balai.base.errors import RuleBroken

MOST_ITEMS = 20
LINE = re.compile(r"^\s*(\d{1,3})\s*(?:menit)?\s*[;:,.\-–]?\s*(\D.*)$", re.I)


class Answer(TextChoices):
    """What an invited speaker says."""

    INVITED = "invited", "menunggu konfirmasi"
    CONFIRMED = "confirmed", "hadir"
    DECLINED = "declined", "tidak bisa hadir"
    WITHDRAWN = "withdrawn", "undangan ditarik"


NEXT: dict[str, set[str]] = {
    Answer.INVITED: {Answer.CONFIRMED, Answer.DECLINED, Answer.WITHDRAWN},
    Answer.CONFIRMED: {Answer.WITHDRAWN, Answer.INVITED},
    Answer.DECLINED: {Answer.INVITED, Answer.WITHDRAWN},
    Answer.WITHDRAWN: {Answer.INVITED},
}


def require_answer(old: str, new: str) -> None:
    if new not in NEXT[old]:
        said = Answer(old).label
        raise RuleBroken("speaker.answered", f"Undangan ini sudah dijawab atau ditarik: {said}.")


@dataclass(frozen=True)
class Item:
    """One point of the agenda."""

    title: str
    minutes: int


def read_agenda(text: str) -> tuple[Item, ...]:
    """One line one point: minutes, then what. '15 Pembukaan' and '15 menit: Pembukaan' are one."""
    return tuple(_item(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _item(number: int, line: str) -> Item:
    match = LINE.match(line)
    if not match or not int(match[1]):
        message = f"Baris {number} belum terbaca: {line.strip()[:40]}. Contoh: 15 Pembukaan."
        raise RuleBroken("agenda.line", message, field="agenda")
    return Item(match[2].strip()[:120], int(match[1]))


def agenda_text(items: Iterable[Item]) -> str:
    return "\n".join(f"{item.minutes} {item.title}" for item in items)


def require_fits(items: Sequence[Item], *, starts_at: datetime, ends_at: datetime) -> None:
    """The points together may not be longer than the session that holds them."""
    room, wanted = minutes_between(starts_at, ends_at), sum(item.minutes for item in items)
    if len(items) > MOST_ITEMS:
        raise RuleBroken("agenda.long", f"Paling banyak {MOST_ITEMS} acara.", field="agenda")
    if wanted > room:
        message = (
            f"Susunan acara {wanted} menit, sedangkan waktunya {room} menit. Kurangi {wanted - room} menit."
        )
        raise RuleBroken("agenda.minutes", message, field="agenda")


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at - starts_at) / timedelta(minutes=1))


@dataclass(frozen=True)
class Timed:
    """A point of the agenda with its hour."""

    item: Item
    starts_at: datetime


def timed(items: Iterable[Item], starts_at: datetime) -> list[Timed]:
    found, at = [], starts_at
    for item in items:
        found.append(Timed(item, at))
        at += timedelta(minutes=item.minutes)
    return found


@dataclass(frozen=True)
class Announcement:
    """What poster, message and letter say in common."""

    program: str
    office: str
    theme: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    speakers: tuple[str, ...]  # who has confirmed
    waiting: int
    is_free: bool

    @property
    def when(self) -> str:
        day = zones.day(zones.local_day(self.starts_at, self.zone))
        return f"{day}, {zones.span(self.starts_at, self.ends_at, self.zone)}"


def message(said: Announcement, *, address: str) -> str:
    """A text for WhatsApp; stars make bold there and harm nowhere else."""
    lines = [f"*{said.program}*", said.theme, "", f"Hari: {said.when}", f"Tempat: {said.place}"]
    if said.speakers:
        lines.append(f"Bersama: {', '.join(said.speakers)}")
    if said.waiting:
        more = " lain" if said.speakers else ""
        lines.append(f"{said.waiting} pembicara{more} menunggu konfirmasi.")
    lines.append("Tanpa biaya." if said.is_free else "")
    lines += ["", f"Boleh tanya apa saja. Rincian acara: {address}", f"Pesan dari {said.office}."]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept) + "\n"


def invitation_message(said: Announcement, *, to: str, role: str, address: str) -> str:
    """A text with the link on which the invited answers."""
    theme = f" dengan tema {said.theme}" if said.theme else ""
    return (
        f"Yth. {to},\n\n{said.office} mengundang Bapak/Ibu sebagai {role} di {said.program}{theme}.\n\n"
        f"Hari: {said.when}\nTempat: {said.place}\n\n"
        f"Mohon jawab lewat tautan ini, tanpa perlu akun: {address}\n"
    )
