"""Signing in and one's own account: the library's views, in our words and by our rules."""

from typing import Any, cast

from allauth.account import views as account_views
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    reauthenticate_by_password,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic.edit import FormView

from balai.base import clock
from balai.base.audience import public, signed_in
from balai.people import actions, forms
from balai.people.actions.signing_in import DEMO
from balai.people.middleware import PROVED
from balai.people.models import Person

WHY = {
    "diam": "Anda keluar otomatis karena lama tidak ada kegiatan. Silakan masuk lagi untuk melanjutkan.",
    "lama": "Anda sudah masuk selama 12 jam. Demi keamanan, silakan masuk lagi.",
    "kode": "Kode pengaman sudah dipasang di perangkat lain. Silakan masuk lagi dengan kode itu.",
}


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """The library's page; too many tries become a page of their own that says when to try again."""
    response = account_views.LoginView.as_view(extra_context={"why": WHY.get(request.GET.get("sebab", ""))})(
        request
    )
    refusal = getattr(request, "sign_in_refused", None)
    if refusal is None:
        return cast(HttpResponse, response)
    seconds = int((refusal.until - clock.real_now()).total_seconds()) + 1
    page = render(request, "people/locked_out.html", {"when": forms.when(refusal)}, status=429)
    page["Retry-After"] = str(seconds)
    return page


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """The library's page; what a tab of this browser still holds goes too."""
    response = cast(HttpResponse, account_views.logout(request))
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, second factor, sign-ins."""
    person = cast(Person, request.user)
    factors = {a.type: a for a in Authenticator.objects.filter(user=person)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "assignments": person.assignments.in_force(clock.now()).select_related("office"),
        "second_factor": factors.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sign_in_count": UserSession.objects.filter(user=person).count(),
    }
    return render(request, "people/account.html", context)


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """The first step after a start code: a password of one's own."""
    person = cast(Person, request.user)
    if not person.start_code_until:
        return redirect("mfa_index")
    form = forms.FirstPasswordForm(request.POST or None, person=person)
    changed = form.attempt(actions.choose_password, person=person, now=clock.now())
    if changed:
        update_session_auth_hash(request, changed)
        request.user = changed
        reauthenticate_by_password(request)  # it has just been typed, twice
        return redirect("mfa_activate_totp")
    return render(request, "people/begin.html", {"form": form})


class SetUpCode(ActivateTOTPView):  # type: ignore[misc]
    """The first second factor; this sign-in has proved it, others must."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = cast(HttpResponse, super().form_valid(form))
        actions.note_second_factor(person=cast(Person, self.request.user), now=clock.now())
        self.request.session[PROVED] = True
        return response


class ReplaceCode(ActivateTOTPView):  # type: ignore[misc]
    """A new telephone: proved before the old one goes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_activate_totp")
        return self._proved(request, *args, **kwargs)

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def _proved(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return cast(HttpResponse, FormView.dispatch(self, request, *args, **kwargs))

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person = cast(Person, self.request.user)
        old = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
        actions.replace_second_factor(person=person, old=old, now=clock.now())
        return cast(HttpResponse, super().form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_replacement": True}

    def get_success_url(self) -> str:
        return reverse("mfa_index")


@signed_in
@require_POST
def end_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    person = cast(Person, request.user)
    chosen = get_object_or_404(UserSession, pk=pk, user=person)
    if not request.session.get(DEMO):
        raise_if_reauthentication_required(request, app="allauth.usersessions")  # then ends it
    actions.end_sign_in(sign_in=chosen, by=person, now=clock.now())
    return redirect("usersessions_list")
