"""The invitation letter of one speaker: read first, then numbered and signed for."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.documents.models import Letter
from balai.documents.rules.letters import LetterKind
from balai.front import actions
from balai.front.forms import SignForm
from balai.front.views.closing import sign_initial
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.programs.models import Speaker
from balai.programs.talks import invitation


@requires(Permission.REPORT_WRITE)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    mine = offices_where(request.user, Permission.REPORT_WRITE)
    rows = Speaker.objects.filter(session__program__office__in=mine)
    speaker = get_object_or_404(rows.select_related("session__program__office__place", "agency"), pk=pk)
    form = SignForm(request.POST or None, initial=sign_initial(speaker.session, LetterKind.INVITATION))
    by = cast(Person, request.user)
    letter = form.attempt(actions.invite_by_letter, speaker=speaker, by=by, now=clock.now())
    if letter:
        return redirect("documents:letter", letter.pk)
    context = {
        "speaker": speaker,
        "facts": actions.letter_words(invitation(speaker)),
        "letters": Letter.objects.about(speaker).select_related("office").order_by("-issued_at"),
        "form": form,
        "may_issue": allowed(by, Permission.LETTER_ISSUE, at=speaker.session.program.office),
        "crumbs": [("Kelola", "/kelola/")],
    }
    return render(request, "front/invite.html", context, status=422 if form.is_bound else 200)
