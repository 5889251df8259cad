"""What is asked after a session, until when, and which figures of it may be shown to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.voices.rules.suppression import cell, hidden, with_totals
from balai.voices.rules.trends import LEAST as LEAST
from balai.voices.rules.trends import Audience as Audience


class Opinion(TextChoices):
    """Three, in words: a scale of numbers is read differently by everybody."""

    AGREE = "agree", "Setuju"
    PARTLY = "partly", "Ragu-ragu"
    DISAGREE = "disagree", "Tidak setuju"


class Source(TextChoices):
    WEB = "web", "dari HP"
    PAPER = "paper", "kertas"
    HANDS = "hands", "angkat tangan"  # of a lesson's question alone


class Use(TextChoices):
    USED = "used", "Sudah"
    NOT_YET = "not_yet", "Belum"
    FAILED = "failed", "Sudah dicoba, tetapi tidak berhasil"


class Obstacle(TextChoices):
    """A closed list: words of one's own could name a person."""

    PAPERS = "papers", "Syaratnya belum lengkap"
    HOURS = "hours", "Jam bukanya tidak cocok"
    FAR = "far", "Tempatnya jauh atau sulit dijangkau"
    LINE = "line", "Antreannya terlalu panjang"
    ONLINE = "online", "Aplikasi atau situsnya tidak bisa dipakai"
    TURNED_AWAY = "turned_away", "Ditolak tanpa penjelasan yang jelas"
    PAID = "paid", "Diminta membayar"
    OTHER = "other", "Sebab lain"


class FollowState(TextChoices):
    WAITING = "waiting", "menunggu harinya"
    ASKED = "asked", "sudah ditanya"
    ANSWERED = "answered", "sudah menjawab"
    WITHDRAWN = "withdrawn", "tidak mau ditanya"
    LAPSED = "lapsed", "lewat waktunya"


MOST_STATEMENTS, LONGEST_STATEMENT = 5, 120
USE_AFTER = timedelta(days=30)
LINK_LASTS = timedelta(days=14)  # from the day of the question on; then the contact goes, answered or not
DECENT = (time(8), time(19))  # when a message may arrive, by the office's clock
AGAIN_AFTER = timedelta(days=28)  # the lesson's question, a second time
AGAIN_WITHIN = timedelta(days=7)
LONGEST_LESSON = 30
MOST_CHOICES = 6
MOST_HANDS = 2000
ENOUGH_FOR_PERCENT = 50  # below it one answer is more than two per cent: the two numbers say it better
MOSTLY = (3, 4)


def use_day(on: date) -> date:
    return on + USE_AFTER


def last_day(on: date) -> date:
    """Of the link to a session on that day, and of the contact."""
    return use_day(on) + LINK_LASTS


def is_decent(now: datetime, zone: str) -> bool:
    return DECENT[0] <= zones.local(now, zone).time() < DECENT[1]


def require_open(
    *, is_held: bool, starts_at: datetime, last: date, zone: str, now: datetime, on_paper: bool = False
) -> None:
    """From the beginning on until the next working day is over: then it is counted, and stays as it is."""
    if not is_held:
        raise RuleBroken("pulse.not_held", "Acara ini tidak diadakan, jadi tidak ada yang ditanyakan.")
    if now < starts_at:
        begins = f"{zones.day(zones.local_day(starts_at, zone))}, pukul {zones.hour(starts_at, zone)}"
        raise RuleBroken("pulse.early", f"Kesan bisa diisi mulai {begins}.")
    if zones.local_day(now, zone) > last:
        until = f"Kesan acara ini diterima sampai {zones.day(last)}."
        raise RuleBroken("pulse.over", f"{until} Sesudah itu jawabannya dihitung dan tidak berubah lagi.")


def read_statements(lines: Iterable[str]) -> list[str]:
    """In order, without empty ones; the same words twice are one mistake."""
    found = [" ".join(line.split()) for line in lines if line.strip()]
    if len(found) > MOST_STATEMENTS:
        message = f"Paling banyak {MOST_STATEMENTS} pernyataan. Warga mengisinya sambil berdiri."
        raise RuleBroken("pulse.too_many", message, field="statements", key="pernyataan")
    if long := next((text for text in found if len(text) > LONGEST_STATEMENT), None):
        message = f"Pernyataan ini terlalu panjang (paling panjang {LONGEST_STATEMENT} huruf): {long[:40]}…"
        raise RuleBroken("pulse.too_long", message, field="statements", key="pernyataan")
    if len({text.casefold() for text in found}) < len(found):
        message = "Ada pernyataan yang tertulis dua kali."
        raise RuleBroken("pulse.twice", message, field="statements", key="pernyataan")
    return found


def read_choices(text: str) -> list[tuple[str, bool]]:
    """A line each; the right ones begin with a star."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        words, is_right = line.removeprefix("*").strip(), line.startswith("*")
        if words:
            found.append((words, is_right))
    if not 2 <= len(found) <= MOST_CHOICES:
        message = f"Tulis 2 sampai {MOST_CHOICES} pilihan, satu baris satu pilihan."
        raise RuleBroken("lesson.choices", message, field="choices")
    if long := next((words for words, _ in found if len(words) > LONGEST_STATEMENT), None):
        raise RuleBroken("lesson.choice_long", f"Pilihan ini terlalu panjang: {long[:40]}…", field="choices")
    if len({words.casefold() for words, _ in found}) < len(found):
        raise RuleBroken("lesson.choice_twice", "Ada pilihan yang tertulis dua kali.", field="choices")
    right = sum(is_right for _, is_right in found)
    if right == 0 or right == len(found):
        message = "Beri bintang (*) di depan pilihan yang benar. Harus ada yang benar dan yang salah."
        raise RuleBroken("lesson.no_right", message, field="choices")
    return found


def again_on(on: date, openings: Iterable[date]) -> date | None:
    """The opening nearest to four weeks later; of two equally near the earlier."""
    target = on + AGAIN_AFTER
    near = [day for day in openings if abs(day - target) <= AGAIN_WITHIN]
    return min(near, key=lambda day: (abs(day - target), day), default=None)


@dataclass(frozen=True)
class Row:
    """One answer, and how many gave it; None where it is hidden."""

    label: str
    count: int | None
    of: int

    @property
    def words(self) -> str:
        """'41 dari 52', and the share where it means something."""
        if self.count is None:
            return "disembunyikan"
        share = f" ({round(100 * self.count / self.of)} persen)" if self.of >= ENOUGH_FOR_PERCENT else ""
        return f"{self.count} dari {self.of}{share}"


@dataclass(frozen=True)
class Figures:
    """What may be said of one question's answers. `n` None: too few to say anything, or none at all."""

    title: str
    n: int | None
    rows: tuple[Row, ...] = ()
    mostly: str = ""

    @property
    def is_shown(self) -> bool:
        return self.n is not None

    @property
    def first(self) -> Row | None:
        """How many said the first thing that can be said; None where that is hidden."""
        return self.rows[0] if self.rows and self.rows[0].count is not None else None

    @property
    def words(self) -> str:
        """One sentence for a report."""
        if self.n is None:
            return "terlalu sedikit jawaban untuk ditampilkan"
        shown = [f"{row.label.lower()} {row.words}" for row in self.rows if row.count is not None]
        return "; ".join(shown) or f"{self.n} jawaban; {self.mostly or 'rinciannya tidak ditampilkan'}"


def figures(
    title: str, counts: Mapping[str, int], labels: Mapping[str, str], *, least: int, rest: str = "",
    is_thin: bool = False, is_total_out: bool = False,
) -> Figures:  # fmt: skip
    """The counts that may be shown, so that no subtraction gives a small one back.

    `rest`: where some must be hidden, all but the first answer are told together under this name.
    `is_thin`: part of it could be told apart by somebody, and that part is small. `is_total_out`: the total
    is shown elsewhere already.
    """
    said = {key: counts.get(key, 0) for key in labels}
    n = sum(said.values())
    if n < least or is_thin:
        return Figures(title, None)
    rows = _rows(said, labels, least, is_total_out=is_total_out)
    if rest and any(row.count is None for row in rows):
        first = next(iter(labels))
        two = {first: said[first], rest: n - said[first]}
        rows = _rows(two, {first: labels[first], rest: rest}, least)
    if all(row.count is None for row in rows):
        return Figures(title, n, (), _mostly(said, labels, n, least))
    return Figures(title, n, rows)


def _rows(
    said: Mapping[str, int], labels: Mapping[str, str], least: int, *, is_total_out: bool = False
) -> tuple[Row, ...]:
    cells, n = {cell(jawaban=key): number for key, number in said.items()}, sum(said.values())
    gone = hidden(with_totals(cells, [("jawaban",)]), k=least, out=[()] if is_total_out else [])
    if () in gone:
        gone |= set(cells)
    return tuple(
        Row(labels[key], None if cell(jawaban=key) in gone else number, n) for key, number in said.items()
    )


def _mostly(said: Mapping[str, int], labels: Mapping[str, str], n: int, least: int) -> str:
    """Nearly all said one thing: that much follows from 'the rest are fewer than may be shown'."""
    key = max(labels, key=lambda key: said[key])
    of, parts = MOSTLY
    if n - said[key] < least and (n - least + 1) * parts >= n * of:
        return f"lebih dari tiga perempat menjawab “{labels[key]}”"
    return ""


def is_thin(by_source: Mapping[str, int]) -> bool:
    """Who keyed the rest knows it, and could subtract it: then the few of the telephones would be seen."""
    from_phones = by_source.get(Source.WEB, 0)
    return 0 < from_phones < LEAST[Audience.INSIDE] and sum(by_source.values()) > from_phones
