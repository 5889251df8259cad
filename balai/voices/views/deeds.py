"""What each form of a case does: one action, and the words that say it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balai.base.codes import read_code, read_number
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.cases import actions as cases
from balai.cases.models import Case, Promise, Referral
from balai.cases.rules.states import Kind, State
from balai.engine.forms import OnceForm
from balai.people.models import Person
from balai.voices import actions
from balai.voices.forms.desk import (
    CloseForm,
    ExtendForm,
    FollowForm,
    HandOnForm,
    ShareForm,
    SignsForm,
    SortForm,
    TextForm,
)
from balai.voices.models import Voice
from balai.voices.rules.words import Naming


@dataclass(frozen=True)
class At:
    """One deed: on which voice, by whom, when."""

    voice: Voice
    by: Person
    now: datetime

    @property
    def act(self) -> dict[str, Any]:
        return {"by": self.by, "now": self.now}


@dataclass(frozen=True)
class Deed:
    """`make` the form (with data, or empty), `do` it; `states` in which it is offered."""

    title: str
    said: str
    make: Callable[[Any, At], ActionForm]
    do: Callable[..., object]
    states: frozenset[str]
    button: str = "Simpan"

    def is_offered(self, case: Case) -> bool:
        return case.state in self.states


def bare(data: Any, at: At) -> ActionForm:
    return OnceForm(data)


def text(label: str, help_text: str = "") -> Callable[[Any, At], ActionForm]:
    return lambda data, at: TextForm(data, label=label, help_text=help_text)


def close_form(data: Any, at: At) -> ActionForm:
    return CloseForm(data)


def extend_form(data: Any, at: At) -> ActionForm:
    return ExtendForm(data)


def follow_form(data: Any, at: At) -> ActionForm:
    return FollowForm(data)


def sort_form(data: Any, at: At) -> ActionForm:
    voice = at.voice
    initial = {"topic": voice.topic_id, "cause": voice.cause, "area": voice.area_id}
    return SortForm(data, office=voice.case.office, initial=initial)


def signs_form(data: Any, at: At) -> ActionForm:
    return SignsForm(data, initial={"signs": at.voice.signs.split()})


def hand_on_form(data: Any, at: At) -> ActionForm:
    return HandOnForm(data, case=at.voice.case, initial={"asked": at.voice.masked})


def share_form(data: Any, at: At) -> ActionForm:
    return ShareForm(data, case=at.voice.case, has_name=at.voice.naming == Naming.NAMED)


def on_case(action: Callable[..., object]) -> Callable[..., object]:
    return lambda at, **fields: action(case=at.voice.case, **fields, **at.act)


def on_voice(action: Callable[..., object]) -> Callable[..., object]:
    return lambda at, **fields: action(voice=at.voice, **fields, **at.act)


def extend(at: At, reason: str) -> object:
    owed = Promise.objects.running().filter(case=at.voice.case, hop="answer").first()
    if owed is None:
        raise RuleBroken("promise.none", "Tidak ada janji menjawab yang berjalan.")
    return cases.extend(owed=owed, reason=reason, **at.act)


def follow(at: At, leading: str) -> object:
    code = read_code(leading)
    found = Voice.objects.worked_by(at.by).select_related("case").filter(case__code=code or "").first()
    if found is None:
        raise RuleBroken("case.no_leading", "Kode itu tidak ada di meja Anda.")
    actions.join_voices(voice=at.voice, leading=found, **at.act)
    return found


def part(at: At) -> object:
    actions.part_voice(voice=at.voice, **at.act)
    return at.voice


OPEN = frozenset(State.values) - {State.CLOSED, State.ASKED}
ANSWERABLE = frozenset({State.VERIFIED, State.FORWARDED, State.FOLLOWED_UP})
ENDABLE = frozenset({State.SENT, State.VERIFIED, State.ASKED, State.ANSWERED})
DEEDS: dict[str, Deed] = {
    "baca": Deed(
        "Sudah dibaca", "Ditandai sudah dibaca.", bare, on_case(cases.verify), frozenset({State.SENT}),
        "Sudah dibaca",
    ),
    "mulai": Deed(
        "Kerjakan sendiri", "Dikerjakan kantor ini.", bare, on_case(cases.start), frozenset({State.VERIFIED}),
        "Kerjakan sendiri",
    ),
    "jawab": Deed(
        "Jawab", "Jawaban terkirim.", text("Jawaban", "Langsung ke hal yang ditanyakan. Dibaca pelapor."),
        on_voice(actions.answer_voice), ANSWERABLE, "Kirim jawaban",
    ),
    "tanya": Deed(
        "Tanya pelapor", "Pertanyaan terkirim. Hitungan hari berhenti sampai dijawab.",
        text("Pertanyaan", "Satu hal saja. Selama menunggu, janji kita berhenti."), on_case(cases.ask),
        OPEN - {State.ANSWERED}, "Kirim pertanyaan",
    ),
    "teruskan": Deed(
        "Teruskan", "Diteruskan.", hand_on_form, on_voice(actions.hand_on), ANSWERABLE | {State.SENT},
        "Periksa yang akan dikirim",
    ),
    "izin": Deed(
        "Izin pelapor", "Izin tercatat. Pelapor dapat menariknya sendiri.", share_form,
        on_voice(actions.agree_to_share), OPEN, "Catat izin",
    ),
    "tutup": Deed("Tutup", "Laporan ditutup.", close_form, on_case(cases.close), ENDABLE, "Tutup laporan"),
    "pilah": Deed(
        "Topik dan tempat", "Topik dan tempat tersimpan.", sort_form, on_voice(actions.sort_voice), OPEN
    ),
    "tanda": Deed("Tanda bahaya", "Tanda bahaya tersimpan.", signs_form, on_voice(actions.set_signs), OPEN),
    "catatan": Deed(
        "Catatan dalam", "Catatan tersimpan.", text("Catatan", "Hanya dibaca rekan sekantor."),
        on_case(cases.note), frozenset(State.values), "Simpan catatan",
    ),
    "perpanjang": Deed("Perpanjang", "Diperpanjang 7 hari kerja.", extend_form, extend, OPEN, "Perpanjang"),
    "gabung": Deed("Gabungkan", "Digabungkan.", follow_form, follow, OPEN, "Gabungkan"),
    "pisah": Deed("Pisahkan", "Dipisahkan lagi.", bare, part, OPEN, "Pisahkan"),
}  # fmt: skip
INLINE = {"gabung", "pisah", "baca", "mulai"}  # a button; the others are forms on the page


def offered(at: At) -> list[str]:
    """The deeds that the page shows, by the one table of moves."""
    case = at.voice.case
    hidden = set() if case.kind == Kind.PPID else {"perpanjang"}
    if at.voice.erased_at:
        hidden |= {"teruskan", "izin", "pilah", "tanda"}
    names = [
        name for name, deed in DEEDS.items() if deed.is_offered(case) and name not in hidden | {"gabung"}
    ]
    return [name for name in names if name != "pisah" or case.follows_id]


def take_back(at: At, pk: str) -> object:
    """An undo that stays possible until there is an answer."""
    return cases.take_back(referral=part_of(at, pk), **at.act)


def ask_deletion(at: At, pk: str) -> object:
    return cases.ask_deletion(referral=part_of(at, pk), **at.act)


def part_of(at: At, pk: str) -> Referral:
    referral = Referral.objects.filter(case=at.voice.case, pk=read_number(pk) or 0).first()
    if referral is None:
        raise RuleBroken("referral.none", "Rujukan itu tidak ada.")
    return referral
