"""The page of one ticket: opened by its link alone, alive while it waits, calm when it is over."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from icalendar import Alarm, Calendar, Event

from balai.base import clock, zones
from balai.base.audience import public
from balai.base.codes import show_code
from balai.base.forms import ActionForm
from balai.base.private import private
from balai.base.qr import qr_svg
from balai.queues import actions, pages
from balai.queues.forms import ChangeForm
from balai.queues.models import Ticket
from balai.queues.own import remember
from balai.queues.readings import time_choices
from balai.queues.rules.states import RESTORE_WITHIN, may_restore
from balai.queues.views.finding import by_link


@public
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Whole, or with `?potongan=1` only the part that changes while one waits."""
    row = by_link(token)
    context = {"ticket": row, "token": token, "outlook": pages.outlook_now(row, clock.now()), **around(row)}
    if "potongan" in request.GET:
        return private(render(request, "queues/_ticket_live.html", context))
    context["qr"] = qr_of(token)
    response = render(request, "queues/ticket.html", context)
    return private(remember(response, request, token) if row.is_live else response)


def around(row: Ticket) -> dict[str, object]:
    """Where and when it is, and whether the session has changed since."""
    sitting, session = row.sitting, row.sitting.session
    return {
        "sitting": sitting,
        "session": session,
        "office": session.program.office,
        "zone": session.zone,
        "place": session.place_text or session.program.place_text or session.program.office.name,
        "may_change": row.state == "booked" and session.is_held and clock.now() < row.due_at,
        "may_cancel": row.state in ("booked", "waiting"),
        "restore_until": restore_until(row),
    }


def restore_until(row: Ticket) -> datetime | None:
    """So long the holder may have this number back; None when there is nothing to have back."""
    now = clock.now()
    if not may_restore(row.state, row.ended_at, now) or not row.sitting.session.is_held:
        return None
    return row.ended_at + RESTORE_WITHIN if row.ended_at and now < row.sitting.ends_at else None


def qr_of(token: str) -> SafeString:
    return qr_svg(pages.ticket_link(token), title="Kode QR tiket ini", mask=4)


@public
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once; the place is free at once."""
    row = by_link(token)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.cancel, ticket=row, now=clock.now()):
        return private(redirect("queues:ticket", token))
    context = {"ticket": row, "token": token, "form": form, **around(row)}
    return private(render(request, "queues/cancel.html", context, status=409 if form.broken else 200))


@public
def restore(request: HttpRequest, token: str) -> HttpResponse:
    """A second thought after cancelling: the same number, if nobody has the place by now."""
    row = by_link(token)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.restore, ticket=row, now=clock.now()):
        return private(redirect("queues:ticket", token))
    context = {"ticket": row, "token": token, "form": form, **around(row)}
    return private(render(request, "queues/restore.html", context, status=409 if form.broken else 200))


@public
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Another hour of the same day; the number and the link stay."""
    row, now = by_link(token), clock.now()
    form = ChangeForm(request.POST or None, ticket=row)
    done = form.attempt_once(
        actions.change_slot, ticket=row, answer=lambda t: t.token, purpose="queues.change", now=now
    )
    if done:
        return private(redirect("queues:ticket", token))
    times = time_choices(row.sitting, row.units, now=now, zone=row.sitting.zone)
    context = {"ticket": row, "token": token, "form": form, "times": times, **around(row)}
    context["picked"] = str(form["slot"].value() or row.slot_id)
    return private(render(request, "queues/change.html", context, status=409 if form.broken else 200))


@public
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """80 mm of paper, printed by the browser."""
    row = by_link(token)
    context = {"ticket": row, "qr": qr_of(token)}
    return private(render(request, "queues/slip.html", {**context, **around(row)}))


@public
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """One event with an alarm an hour before, for the calendar of a phone."""
    row = by_link(token)
    response = HttpResponse(event_of(row, token), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nomor-{row.label}.ics"'
    return private(response)


def event_of(row: Ticket, token: str) -> bytes:
    session = row.sitting.session
    event = Event()
    event.add("uid", f"tiket-{row.pk}@{session.program.uid}")
    event.add("dtstamp", row.taken_at)
    starts = row.slot.starts_at if row.slot else row.due_at
    event.add("dtstart", zones.local(starts, session.zone))
    event.add(
        "dtend", zones.local(row.slot.ends_at if row.slot else starts + timedelta(minutes=15), session.zone)
    )
    event.add("summary", f"Nomor {row.label} · {session.program.name}")
    event.add("location", str(around(row)["place"]))
    bring = f"Yang dibawa dan giliran: {pages.ticket_link(token)}"
    event.add("description", f"Kode {show_code(row.code)}. Datang 10 menit sebelumnya.\n{bring}")
    event.add("status", "CANCELLED" if row.state == "cancelled" or not session.is_held else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Nomor antrean {row.label}")
    alarm.add("trigger", timedelta(hours=-1))
    event.add_component(alarm)
    whole = Calendar()
    whole.add("prodid", "-//Balai//ID")
    whole.add("version", "2.0")
    whole.add_component(event)
    whole.add_missing_timezones()
    return bytes(whole.to_ical())
