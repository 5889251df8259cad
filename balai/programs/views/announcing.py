"""What everybody may see of a dialogue: poster, message, papers; and the page on which a speaker answers."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from balai.base import clock
from balai.base.audience import public
from balai.base.forms import own_ids
from balai.base.private import private
from balai.base.qr import qr_svg
from balai.documents.rules import State as FileState
from balai.documents.serving import serve
from balai.engine.forms import OnceForm
from balai.programs import actions
from balai.programs.forms import ComeForm, DeclineForm
from balai.programs.models import Material, Session, Speaker
from balai.programs.talks import announcement_of, invitation, message_of, talk_of

QR_TITLE = "Kode QR halaman acara"


@public
def poster(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """A4 for the wall, of this one session."""
    session = _shown(slug, on)
    talk = talk_of(session)
    context = {
        "session": session,
        "program": session.program,
        "office": session.program.office,
        "said": announcement_of(session, talk),
        "talk": talk,
        "qr": qr_svg(_address(request, session), title=QR_TITLE),
        "now": clock.now(),
    }
    return render(request, "programs/talks/poster.html", context)


@public
def message(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Plain text to forward."""
    session = _shown(slug, on)
    text = message_of(session, address=_address(request, session))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
def material(request: HttpRequest, slug: str, on: date, pk: int) -> HttpResponse:
    """A paper of the talk that was found harmless."""
    found = Material.objects.filter(plan__session=_shown(slug, on), file__state=FileState.CLEAN)
    row = get_object_or_404(found.select_related("file"), pk=pk)
    return serve(request, row.file, name=f"bahan-{row.pk}")


def _shown(slug: str, on: date) -> Session:
    rows = Session.objects.visible().select_related("program__office")
    return get_object_or_404(rows.exclude(state="cancelled"), program__slug=slug, on=on)


def _address(request: HttpRequest, session: Session) -> str:
    return request.build_absolute_uri(reverse("front:session", args=[session.program.slug, session.on]))


Step = tuple[type[OnceForm], Callable[..., Speaker]]
STEPS: dict[str, Step] = {
    "hadir": (ComeForm, actions.confirm_speaker),
    "tidak": (DeclineForm, actions.decline_speaker),
}


@public
def answer_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link answers once, without an account."""
    now, step = clock.now(), request.POST.get("langkah", "")
    rows = Speaker.objects.by_token(token, now).select_related("session__program__office", "agency")
    speaker = get_object_or_404(rows)
    forms = {name: make(request.POST if name == step else None) for name, (make, _) in STEPS.items()}
    own_ids(forms)
    if step in forms and forms[step].attempt_once(
        STEPS[step][1], answer=lambda row: str(row.pk), purpose=f"speaker.{speaker.pk}.{step}", now=now,
        speaker=speaker, by=None,
    ):  # fmt: skip
        return private(redirect("programs:answer_invitation", token))
    sent = forms.get(step)
    context = {"speaker": speaker, "session": speaker.session, "told": invitation(speaker), "forms": forms}
    status = 410 if speaker.is_withdrawn else 200 if sent is None else 409 if sent.broken else 422
    return private(render(request, "programs/talks/answer.html", context | {"sent": sent}, status=status))
