"""The other side of a referral: an office of ours, or a body without an account; each its own part alone."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission
from balai.base.private import private
from balai.cases import actions as cases
from balai.cases.models import Promise, Referral
from balai.documents.serving import serve
from balai.engine.forms import OnceForm
from balai.people.models import Person
from balai.voices import actions
from balai.voices.forms.desk import AnswerReferralForm, ReasonForm, RefuseReferralForm
from balai.voices.forms.spots import DayForm
from balai.voices.models import Voice

PER_PAGE = 50
Step = tuple[type[OnceForm], Callable[..., Referral], str]
DEEDS: dict[str, Step] = {
    "terima": (OnceForm, cases.receive, "Diterima. Pengirim sudah diberi tahu."),
    "janji": (DayForm, actions.name_day, "Hari janji tercatat. Kantor pengirim dan warga membacanya."),
    "jawab": (AnswerReferralForm, cases.answer_referral, "Jawaban terkirim ke kantor pengirim."),
    "tolak": (RefuseReferralForm, cases.refuse, "Dikembalikan ke kantor pengirim."),
}


@requires(Permission.CASE_TAKE)
def listing(request: HttpRequest) -> HttpResponse:
    """What other offices handed to ours: live ones first, the oldest on top."""
    mine = Referral.objects.taken_by(request.user).select_related("to_office", "case__office")
    live = list(mine.live().order_by("sent_at", "pk")[:PER_PAGE])
    due = dict(
        Promise.objects.open().filter(referral__in=[r.pk for r in live]).values_list("referral_id", "due_at")
    )
    over = mine.filter(ended_at__isnull=False).order_by("-ended_at")[:PER_PAGE]
    rows = [(referral, due.get(referral.pk)) for referral in live]
    context = {"rows": rows, "over": over, "now": clock.now(), "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "voices/referral/inbox.html", context)


@requires(Permission.CASE_TAKE)
def ours(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, _mine(request, pk))


@requires(Permission.CASE_TAKE)
@require_POST
def our_deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    referral = _mine(request, pk)
    refused = _do(request, referral, name, by=cast(Person, request.user))
    return page(request, referral, refused) if refused else redirect("voices:referral", pk)


def _mine(request: HttpRequest, pk: int) -> Referral:
    rows = Referral.objects.taken_by(request.user).select_related("to_office", "case__office")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.CASE_TAKE)
def our_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks for it, where the person agreed to that; with a reason, which they read. Else not there."""
    referral = _mine(request, pk)
    if not Voice.objects.named_to(referral).exists():
        raise Http404
    form = ReasonForm(request.POST or None)
    by = cast(Person, request.user)
    opened = form.attempt(actions.open_shared_identity, referral=referral, by=by, now=clock.now())
    context = {"referral": referral, "form": form, "opened": opened}
    return render(request, "voices/referral/identity.html", context, status=409 if form.broken else 200)


@requires(Permission.CASE_TAKE)
def our_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    return served(request, _mine(request, pk), file)


def served(request: HttpRequest, referral: Referral, file: int) -> HttpResponse:
    """One of those that were chosen for this part; any other does not exist."""
    found = get_object_or_404(referral.open_files(), pk=file)
    return serve(request, found, size=request.GET.get("ukuran", "full"))


@public
def outside(request: HttpRequest, token: str) -> HttpResponse:
    return private(page(request, _by_link(token)))


@public
@require_POST
def outside_deed(request: HttpRequest, token: str, name: str) -> HttpResponse:
    referral = _by_link(token)
    refused = _do(request, referral, name, by=None)
    return private(page(request, referral, refused) if refused else redirect("voices:outside", token))


@public
def outside_file(request: HttpRequest, token: str, file: int) -> HttpResponse:
    return served(request, _by_link(token), file)


def _by_link(token: str) -> Referral:
    """Of an outside body only; once it was taken back it opens nothing, and says so."""
    return get_object_or_404(Referral.objects.by_token(token, clock.now()).select_related("case__office"))


def _do(
    request: HttpRequest, referral: Referral, name: str, *, by: Person | None
) -> tuple[str, ActionForm] | None:
    """None when it is done; else the deed and its form."""
    if name not in DEEDS:
        raise Http404
    make, action, said = DEEDS[name]
    form: OnceForm = make(request.POST)
    if form.attempt_once(
        action, answer=lambda done: str(done.pk), purpose=f"referral.{referral.pk}.{name}", now=clock.now(),
        referral=referral, by=by,
    ):  # fmt: skip
        messages.success(request, said)
        return None
    return name, form


def gone(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Nothing of it, but who took it back."""
    context = {"referral": referral, "sender": referral.case.office}
    return render(request, "voices/referral/gone.html", context, status=410)


def page(
    request: HttpRequest, referral: Referral, refused: tuple[str, ActionForm] | None = None
) -> HttpResponse:
    """The part and nothing of the case behind it: no code, no other part, no person."""
    if referral.is_revoked:
        return gone(request, referral)
    forms: dict[str, ActionForm] = {name: make() for name, (make, _, _) in DEEDS.items()}
    if refused:
        forms[refused[0]] = refused[1]
    own_ids(forms)
    owed = Promise.objects.open().filter(referral=referral).select_related("owner").first()
    context = {
        "referral": referral,
        "sender": referral.case.office,
        "zone": referral.case.office.zone,
        "owed": owed,
        "is_late": bool(owed and owed.is_late(clock.now())),
        "forms": forms,
        "files": referral.open_files(),
        "refused": refused[1] if refused else None,
        "is_outside": referral.to_office is None,
        "has_name": Voice.objects.named_to(referral).exists(),
    }
    status = 200 if refused is None else 409 if refused[1].broken else 422
    return render(request, "voices/referral/part.html", context, status=status)
