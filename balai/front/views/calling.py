"""The letters and texts that call the RTs of one work day: read first, then numbered and signed for."""

from datetime import date
from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.documents.rules.letters import LetterKind
from balai.front import actions
from balai.front.calls import calls_at, letters_of
from balai.front.forms import SignForm
from balai.front.views.closing import sign_initial
from balai.people.models import Person
from balai.programs.models import Session
from balai.programs.models.session import HELD

WHATSAPP = "https://wa.me/?text="  # without a number: whoever opens it chooses to whom


@requires(Permission.PROGRAM_EDIT)
def call(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    mine = Session.objects.managed_by(request.user).filter(program__slug=slug, on=on, state__in=HELD)
    session = get_object_or_404(mine.select_related("program__office__place"))
    by = cast(Person, request.user)
    form = SignForm(request.POST or None, initial=sign_initial(session, LetterKind.INVITATION))
    issued = form.attempt(actions.call_by_letter, session=session, by=by, now=clock.now())
    if issued is not None:
        said = f"{len(issued)} surat terbit." if issued else "Semua surat sudah terbit dan masih benar."
        messages.success(request, said)
        return redirect("front:call", slug, on)
    rows = _rows(session)
    context = {
        "session": session,
        "program": session.program,
        "office": session.program.office,
        "rows": rows,
        "lacking": sum(not row["is_current"] for row in rows),
        "form": form,
        "may_issue": allowed(by, Permission.LETTER_ISSUE, at=session.program.office),
        "may_read": allowed(by, Permission.REPORT_WRITE, at=session.program.office),
    }
    return render(request, "front/call.html", context, status=422 if form.is_bound else 200)


def _rows(session: Session) -> list[dict[str, Any]]:
    calls = calls_at(session)
    letters = letters_of(calls)
    return [
        {
            "call": call,
            "letter": letters.get(call.turn.pk),
            "is_current": actions.is_current(letters.get(call.turn.pk), call),
            "whatsapp": WHATSAPP + quote(call.text),
        }
        for call in calls
    ]
