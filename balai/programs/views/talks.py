"""Officers: a dialogue is scheduled on one page, its plan filled in, its speakers asked."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission
from balai.engine.forms import OnceForm
from balai.people.models import Person
from balai.programs import actions, calendar
from balai.programs.actions.sessions import find_session
from balai.programs.forms import MaterialForm, PlanForm, SpeakerForm, TalkForm, plan_initial
from balai.programs.models import Material, Plan, Program, Session, Speaker
from balai.programs.rules.talks import Announcement, invitation_message, message, minutes_between
from balai.programs.talks import announcement_of, speakers_of, talk_of


@requires(Permission.PROGRAM_EDIT)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Date, hours, place, theme, speakers: one page. Only date and hours must be known."""
    program = _program(request, slug)
    form = TalkForm(request.POST or None)
    made = form.attempt(actions.schedule_talk, program=program, by=request.user, now=clock.now())
    if made:
        return redirect("programs:plan", slug, made.session.on)
    context = {"form": form, "program": program, "crumbs": _crumbs(program)}
    return render(request, "programs/talks/new.html", context, status=422 if form.errors else 200)


@requires(Permission.PROGRAM_EDIT)
def plan(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """The plan of one day; what is half-filled is kept."""
    program, step = _program(request, slug), request.POST.get("langkah", "")
    session = find_session(program, on)
    found = Plan.objects.filter(session=session).first() if session else None
    forms: dict[str, ActionForm] = {
        "rencana": PlanForm(_sent(request, step, "rencana"), initial=plan_initial(found)),
        "undang": SpeakerForm(_sent(request, step, "undang")),
        "bahan": MaterialForm(_sent(request, step, "bahan"), request.FILES or None),
    }
    own_ids(forms)
    if step in forms and _done(request, step, forms[step], program, on):
        return redirect("programs:plan", slug, on)
    return _page(request, program, on, forms, forms.get(step))


def _sent(request: HttpRequest, step: str, name: str) -> Any:
    return request.POST if step == name else None


def _done(request: HttpRequest, step: str, form: ActionForm, program: Program, on: date) -> bool:
    action, said = STEPS[step]
    by, now = cast(Person, request.user), clock.now()

    def do(**kwargs: Any) -> Any:
        return action(session=actions.session_for(program, on, now=now), by=by, **kwargs)

    if isinstance(form, OnceForm):
        purpose = f"talk.{program.pk}.{on}.{step}"
        done: object = form.attempt_once(do, answer=lambda row: str(row.pk), purpose=purpose, now=now)
    else:
        done = form.attempt(do, now=now)
    if done:
        messages.success(request, said)
    return bool(done)


def _add_material(*, session: Session, by: Person, **kwargs: Any) -> Material:
    """Papers hang on the plan; who brings one has begun it."""
    plan = Plan.objects.filter(session=session).first()
    plan = plan or actions.edit_plan(session=session, by=by, now=kwargs["now"])
    return actions.add_material(plan=plan, by=by, **kwargs)


STEPS: dict[str, tuple[Callable[..., Any], str]] = {
    "rencana": (actions.edit_plan, "Rencana tersimpan."),
    "undang": (actions.invite_speaker, "Undangan dibuat. Kirim tautannya kepada yang diundang."),
    "bahan": (_add_material, "Bahan diterima. Warga melihatnya setelah lolos pemeriksaan."),
}


def _page(
    request: HttpRequest, program: Program, on: date, forms: dict[str, ActionForm], sent: ActionForm | None
) -> HttpResponse:
    session = find_session(program, on)
    found = Plan.objects.filter(session=session).first() if session else None
    day = calendar.day(program, on)
    items = list(found.items.all()) if found else []
    said = announcement_of(session, talk_of(session)) if session else None
    context = {
        "program": program,
        "on": on,
        "day": day,
        "why": calendar.why(program, on),
        "session": session,
        "speakers": [(row, _text(request, row, said)) for row in speakers_of(session)] if session else [],
        "materials": found.materials.select_related("file").order_by("pk") if found else [],
        "room": minutes_between(*day.span) if day.is_open else 0,
        "wanted": sum(item.minutes for item in items),
        "message": message(said, address=_address(request, session)) if session and said else "",
        "forms": forms,
        "sent": sent,
        "crumbs": _crumbs(program),
    }
    status = 200 if sent is None else 409 if sent.broken else 422
    return render(request, "programs/talks/plan.html", context, status=status)


def _text(request: HttpRequest, speaker: Speaker, said: Announcement | None) -> str:
    """What the office sends to the one it invites: their own link stands in it."""
    if said is None or not speaker.is_asked:
        return ""
    link = request.build_absolute_uri(reverse("programs:answer_invitation", args=[speaker.token]))
    return invitation_message(said, to=str(speaker), role=speaker.role, address=link)


def _address(request: HttpRequest, session: Session) -> str:
    return request.build_absolute_uri(reverse("front:session", args=[session.program.slug, session.on]))


SPEAKER_DEEDS: dict[str, tuple[Callable[..., Speaker], str]] = {
    "pasti": (actions.confirm_speaker, "Dicatat: hadir. Warga sekarang membaca namanya."),
    "tarik": (actions.withdraw_speaker, "Undangan ditarik. Tautannya tidak membuka apa pun lagi."),
    "lagi": (actions.invite_again, "Diundang lagi, dengan tautan baru."),
}


@require_POST
@requires(Permission.PROGRAM_EDIT)
def speaker_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Noted by telephone, withdrawn, or asked anew."""
    mine = Speaker.objects.filter(session__in=Session.objects.managed_by(request.user))
    speaker = get_object_or_404(mine.select_related("session__program__office", "agency"), pk=pk)
    if deed not in SPEAKER_DEEDS:
        raise Http404
    action, said = SPEAKER_DEEDS[deed]
    action(speaker=speaker, by=request.user, now=clock.now())
    messages.success(request, said)
    return redirect("programs:plan", speaker.session.program.slug, speaker.session.on)


@require_POST
@requires(Permission.PROGRAM_EDIT)
def remove_material(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Material.objects.filter(plan__session__in=Session.objects.managed_by(request.user))
    material = get_object_or_404(mine.select_related("plan__session__program__office", "file"), pk=pk)
    session = material.plan.session
    actions.remove_material(material=material, by=cast(Person, request.user), now=clock.now())
    return redirect("programs:plan", session.program.slug, session.on)


def _program(request: HttpRequest, slug: str) -> Program:
    return get_object_or_404(Program.objects.editable_by(request.user).with_series(), slug=slug)


def _crumbs(program: Program) -> list[tuple[str, str]]:
    manage = reverse("programs:manage_program", args=[program.slug])
    return [("Kelola", "/kelola/"), ("Program", reverse("programs:manage")), (program.name, manage)]
