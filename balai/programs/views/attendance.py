"""Who is present: the door of the hall for residents, the desk beside it for officers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.codes import show_code
from balai.base.errors import RuleBroken
from balai.base.forms import own_ids
from balai.base.networks import network_of
from balai.base.permissions import Permission
from balai.base.private import private
from balai.base.qr import qr_svg
from balai.documents.actions import count_try
from balai.documents.serving import serve
from balai.engine.actions import hit
from balai.engine.forms import OnceForm
from balai.people.clients import address_of
from balai.people.models import Person
from balai.programs import actions
from balai.programs.attended import attended, sheets_of
from balai.programs.forms import CountForm, DoorForm, ListForm, ReasonForm
from balai.programs.models import Attendance, Hall, HeadCount, Session
from balai.programs.presence import attendance_of, remember
from balai.programs.rules.head_counts import CountState
from balai.programs.views.deciding import decide

A_HALL, PER = 1200, timedelta(hours=1)  # people behind one address: a hall's own network
QR_TITLE = "Kode QR pintu ruangan"


@public
def door(request: HttpRequest) -> HttpResponse:
    """For who has no camera: the hall's code, typed."""
    form = DoorForm(request.POST or None)
    hall = form.attempt(_hall_of, client=_client(request), now=clock.now())
    if hall:
        return redirect("programs:check_in", hall.code)
    return render(request, "programs/door.html", {"form": form}, status=422 if form.errors else 200)


def _hall_of(*, code: str, client: str, now: datetime) -> Hall:
    hit(bucket=f"hall:{client}", limit=A_HALL, per=PER, now=now)
    hall = Hall.objects.filter(code=code).first()
    if hall is None:
        raise RuleBroken("hall.unknown", "Kode ruang ini tidak dikenal. Lihat lagi di layar.", field="code")
    return hall


@public
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """One press, and a code to keep. The same telephone sees its own code again."""
    hall = get_object_or_404(Hall.objects.select_related("session__program__office"), code=code)
    session, now = hall.session, clock.now()
    present = attendance_of(request, session)
    form = OnceForm(request.POST if request.method == "POST" and present is None else None)
    if form.is_valid():  # a code gives a vote, so one address is not given them without end
        bucket = f"attendance:{session.pk}:{_client(request)}"
        form.try_action(hit, bucket=bucket, limit=A_HALL, per=PER, now=now)
    made = not form.broken and form.attempt_once(
        actions.check_in, answer=lambda row: str(row.pk), purpose=f"attendance.{session.pk}", now=now,
        session=session,
    )  # fmt: skip
    if made:
        present = Attendance.objects.select_related("session__program__office").get(pk=made)
    context = {"hall": hall, "session": session, "program": session.program, "form": form, "present": present}
    status = 409 if form.broken else 200
    response = private(render(request, "programs/check_in.html", context, status=status))
    if made and present:
        remember(response, present, now=now)
    return response


def _client(request: HttpRequest) -> str:
    return network_of(address_of(request))


@requires(Permission.ATTENDANCE_TAKE)
def sessions(request: HttpRequest) -> HttpResponse:
    """Of one's own offices: what goes on, what comes soon, what was not long ago."""
    now = clock.now()
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE).select_related(
        "program__office"
    )
    near = mine.filter(starts_at__gt=now - timedelta(days=7), starts_at__lt=now + timedelta(days=7))
    rows = [(row, row.is_running(now)) for row in near.nearest_first(now)[:60] if row.is_held]
    context = {"rows": rows, "now": now, "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "programs/attendance/list.html", context)


@requires(Permission.ATTENDANCE_TAKE)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Count and add: a code for who has no telephone, a list of names, a sheet of heads."""
    session, now, step = _mine(request, pk), clock.now(), request.POST.get("langkah", "")
    if request.FILES:
        count_try(client=_client(request), now=now)
    forms = {
        name: make(*((request.POST, request.FILES) if name == step else ()))
        for name, (make, _, _) in STEPS.items()
    }
    own_ids(forms)
    if step in forms and _done(request, forms[step], step, session=session, now=now):
        return redirect("programs:attendance", pk)
    return _page(request, session, forms, forms.get(step))


Step = tuple[type[OnceForm], Callable[..., Any], Callable[[Any], str]]
STEPS: dict[str, Step] = {
    "kode": (OnceForm, actions.check_in, lambda row: str(row.pk)),
    "nama": (ListForm, actions.enter_list, lambda rows: str(len(rows))),
    "lembar": (CountForm, actions.report_heads, lambda row: str(row.state)),
    "ruang": (OnceForm, actions.open_hall, lambda hall: "baru"),
    "ganti": (
        OnceForm,
        lambda *, session, **kw: actions.renew_hall(hall=session.hall, **kw),
        lambda h: "ganti",
    ),
}
SAID = {
    "kode": "Kode {}. Tulis pada secarik kertas untuk warga ini.",
    "nama": "{} nama tercatat.",
    "lembar": "Lembar tercatat.",
    "ruang": "Kode ruang sudah dibuat.",
    "ganti": "Kode ruang sudah diganti. Cetak dan tampilkan yang baru.",
}


def _done(request: HttpRequest, form: OnceForm, step: str, *, session: Session, now: datetime) -> bool:
    """What was done is told once. A code for a slip is made anew for it: no answer is kept that holds one."""
    _, action, answer = STEPS[step]
    purpose, by = f"attendance.{session.pk}.{step}", cast(Person, request.user)
    said = form.attempt_once(action, answer=answer, purpose=purpose, now=now, session=session, by=by)
    if said == CountState.CONFLICT:
        messages.warning(request, "Hitungan ini bertentangan dengan yang lain. Kepala kantor memilih.")
    elif said and step == "kode":
        messages.success(request, SAID[step].format(show_code(Attendance.objects.get(pk=said).code)))
    elif said:
        messages.success(request, SAID[step].format(said))
    return bool(said)


def _page(
    request: HttpRequest, session: Session, forms: dict[str, OnceForm], sent: OnceForm | None
) -> HttpResponse:
    counts = list(HeadCount.objects.filter(session=session).order_by("group", "label_key", "at"))
    sheets = sheets_of(counts)
    context = {
        "session": session,
        "program": session.program,
        "hall": Hall.objects.filter(session=session).first(),
        "seen": attended(session),
        "counts": [(count, sheets.get(count.pk)) for count in counts],
        "forms": forms,
        "sent": sent,
        "decide_form": ReasonForm(),
        "may_decide": cast(Person, request.user).may(Permission.ATTENDANCE_DECIDE, at=session.program.office),
        "now": clock.now(),
        "crumbs": [("Kelola", "/kelola/"), ("Kehadiran", reverse("programs:attendances"))],
    }
    status = 200 if sent is None else 409 if sent.broken else 422
    return render(request, "programs/attendance/desk.html", context, status=status)


@requires(Permission.ATTENDANCE_TAKE)
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector and the printer: the QR and the code that lead in."""
    session = _mine(request, pk)
    hall = get_object_or_404(Hall, session=session)
    address = request.build_absolute_uri(reverse("programs:check_in", args=[hall.code]))
    context = {
        "session": session,
        "program": session.program,
        "office": session.program.office,
        "hall": hall,
        "qr": qr_svg(address, title=QR_TITLE),
        "typed": request.build_absolute_uri(reverse("programs:door")).partition("://")[2],
    }
    return render(request, "programs/attendance/screen.html", context)


COUNT_DEEDS: dict[str, Callable[..., HeadCount]] = {
    "pilih": actions.pick_count,
    "sisihkan": actions.set_count_aside,
}


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def count_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Pick one of those that contradict each other, or set one aside."""
    return decide(request, deed, COUNT_DEEDS, back="programs:attendance", count=_count(request, pk))


@requires(Permission.ATTENDANCE_TAKE)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The photographed sheet: for officers of this office alone."""
    count = _count(request, pk)
    found = sheets_of([count]).get(count.pk)
    if found is None:
        raise Http404
    return serve(request, found, size=request.GET.get("ukuran", "full"))


def _mine(request: HttpRequest, pk: int) -> Session:
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE)
    return get_object_or_404(mine.select_related("program__office"), pk=pk)


def _count(request: HttpRequest, pk: int) -> HeadCount:
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE)
    return get_object_or_404(
        HeadCount.objects.filter(session__in=mine).select_related("session__program__office"), pk=pk
    )
