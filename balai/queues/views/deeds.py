"""What each button of the desk does: one action, and the words that say it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest

from balai.base.codes import read_number
from balai.base.errors import RuleBroken
from balai.queues import actions, desk_readings, pages
from balai.queues.forms import CodeForm, NoteForm, TransferForm, TurnAwayForm, WalkInForm
from balai.queues.models import Sitting, Ticket
from balai.queues.printing import Outcome, allowed_printers, print_slip, slip_of


@dataclass
class At:
    """One press of a button: by whom, at which counter, when."""

    request: HttpRequest
    sitting: Sitting
    counter: int
    now: datetime

    @property
    def by(self) -> Any:
        return self.request.user

    @property
    def act(self) -> dict[str, Any]:
        return {"by": self.by, "now": self.now}

    def ticket(self) -> Ticket:
        """The number that the button names; of this line only."""
        pk = read_number(self.request.POST.get("ticket", ""))
        found = desk_readings.ticket_of(self.sitting, pk) if pk is not None else None
        if found is None:
            raise Http404
        found.sitting = self.sitting
        return found

    def elsewhere(self) -> list[tuple[str, str]]:
        return desk_readings.offered_elsewhere(self.sitting)

    def services(self) -> list[tuple[int, str]]:
        return desk_readings.offered(self.sitting)


@dataclass
class Done:
    """What was done. `undoable` may be taken back for ten seconds; for `slip` there is paper to print."""

    message: str = ""
    kind: str = "ok"
    undoable: Ticket | None = None
    slip: Ticket | None = None
    printed: Outcome | None = None
    leaves: bool = False


def filled(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise RuleBroken("form.incomplete", str(next(iter(form.errors.values()))[0]))
    return form.cleaned_data


def call_next(at: At) -> Done:
    in_front = desk_readings.person_in_front(at.sitting)
    if in_front:
        raise RuleBroken("desk.busy", f"Akhiri dulu {in_front.label}: Selesai atau Tidak hadir.")
    ticket = actions.call_next(sitting=at.sitting, counter=at.counter, **at.act)
    if ticket is None:
        return Done("Tidak ada yang menunggu.", kind="info")
    return Done(f"{ticket.label} dipanggil ke loket {at.counter}.", undoable=ticket)


def call_this(at: At) -> Done:
    ticket = actions.call_ticket(ticket=at.ticket(), counter=at.counter, **at.act)
    return Done(f"{ticket.label} dipanggil di luar urutan.", undoable=ticket)


def call_again(at: At) -> Done:
    ticket = actions.call_again(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} dipanggil lagi.")


def start(at: At) -> Done:
    ticket = actions.start_serving(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} mulai dilayani.")


def serve(at: At) -> Done:
    ticket = actions.serve(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} selesai.", undoable=ticket)


def miss(at: At) -> Done:
    ticket = actions.miss(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} dicatat tidak hadir.", undoable=ticket)


def put_back(at: At) -> Done:
    ticket = actions.put_back(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} kembali ke antrean.", undoable=ticket)


def transfer(at: At) -> Done:
    form = TransferForm(
        at.request.POST,
        services=at.services(),
        counters=at.sitting.line.counters,
        elsewhere=at.elsewhere(),
    )
    old = at.ticket()
    ticket = actions.transfer(ticket=old, **filled(form), **at.act)
    if ticket.sitting_id != at.sitting.pk:
        return Done(f"{old.label} pindah ke {ticket.sitting.line}. Sebutkan nomor barunya: {ticket.label}.")
    return Done(f"{ticket.label} dipindahkan.", undoable=ticket)


def note(at: At) -> Done:
    ticket = actions.note(ticket=at.ticket(), **filled(NoteForm(at.request.POST)), **at.act)
    return Done(f"Catatan {ticket.label} disimpan.", undoable=ticket)


def undo(at: At) -> Done:
    ticket = actions.undo(ticket=at.ticket(), **at.act)
    return Done(f"Diurungkan. {ticket.label} sekarang {ticket.get_state_display()}.")


def check_in(at: At) -> Done:
    text = filled(CodeForm(at.request.POST))["text"]
    found = actions.ticket_by_code(sitting=at.sitting, text=text, by=at.by)
    ticket = actions.check_in(ticket=found, **at.act)
    return Done(f"{ticket.label} sudah datang dan masuk antrean.", undoable=ticket if ticket.undo else None)


def arrive(at: At) -> Done:
    ticket = actions.check_in(ticket=at.ticket(), **at.act)
    return Done(f"{ticket.label} sudah datang dan masuk antrean.", undoable=ticket)


def walk_in(at: At) -> Done:
    """The number first; paper afterwards, outside every transaction."""
    form = WalkInForm(at.request.POST, services=at.services())
    pk = form.attempt_once(
        actions.take_walk_in,
        sitting=at.sitting,
        **at.act,
        answer=lambda row: str(row.pk),
        purpose="queues.walk_in",
    )
    if pk is None:
        raise form.broken or RuleBroken("form.incomplete", str(next(iter(form.errors.values()))[0]))
    ticket = Ticket.objects.with_everything().get(pk=pk)
    return printed(at, Done(f"Nomor baru: {ticket.label}.", slip=ticket), ticket)


def print_again(at: At) -> Done:
    ticket = Ticket.objects.with_everything().get(pk=at.ticket().pk)
    return printed(at, Done(slip=ticket), ticket)


def printed(at: At, done: Done, ticket: Ticket) -> Done:
    """On the chosen printer of the allow-list, or the only one; without any, the browser prints."""
    printers = allowed_printers()
    named = [p for p in printers if f"{p[0]}:{p[1]}" == at.request.POST.get("printer")]
    chosen = (named or printers)[:1]
    if chosen and at.request.POST.get("printer") != "tidak":
        slip = slip_of(ticket, pages.ticket_link(ticket.token))
        done.printed = print_slip(slip, printer=chosen[0])
        done.message = f"{done.message} {done.printed.message}".strip()
        done.kind = "ok" if done.printed.is_printed else "warn"
    return done


def turn_away(at: At) -> Done:
    reason = filled(TurnAwayForm(at.request.POST))["reason"]
    ticket = at.ticket() if at.request.POST.get("ticket") else None
    actions.turn_away(sitting=at.sitting, reason=reason, ticket=ticket, **at.act)
    return Done("Dicatat: belum dapat dilayani.")


def close_counter(at: At) -> Done:
    actions.close_counter(sitting=at.sitting, counter=at.counter, **at.act)
    return Done(f"Loket {at.counter} ditutup.", leaves=True)


DEEDS: dict[str, Callable[[At], Done]] = {
    "panggil": call_next,
    "panggil-ini": call_this,
    "ulang": call_again,
    "mulai": start,
    "selesai": serve,
    "tidak-hadir": miss,
    "kembalikan": put_back,
    "pindah": transfer,
    "catatan": note,
    "urungkan": undo,
    "datang": check_in,
    "hadir": arrive,
    "nomor-baru": walk_in,
    "cetak": print_again,
    "tolak": turn_away,
    "tutup-loket": close_counter,
}
