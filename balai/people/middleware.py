"""Officers: a second factor before anything else, an idle and an absolute time-out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from balai.base import clock
from balai.people.actions import note_sign_out
from balai.people.actions.signing_in import DEMO
from balai.people.models import Person
from balai.people.rules import ABSOLUTE

Next = Callable[[HttpRequest], HttpResponse]
SINCE, SEEN, PROVED = "since", "seen", "second-factor"
NOTICED_EVERY = 60  # seconds: a page view writes the session at most once a minute
BACKGROUND = "X-Balai-Background"  # a page's own polling keeps nobody signed in

# Before the second factor is set up, these pages and no others.
SET_UP = {"people:begin", "mfa_activate_totp", "account_reauthenticate", "account_logout", "account_login"}
ALWAYS = {"account_logout", "account_login", "alive", "ready"}


class OfficersGuard:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if SINCE not in request.session and request.user.is_authenticated:
            now = _seconds()
            request.session[SINCE] = request.session[SEEN] = now
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        over = self._time_out(request)
        if over:
            return _sign_out(request, over)
        match = request.resolver_match
        return self._second_factor(request, match.view_name if match else "")

    def _time_out(self, request: HttpRequest) -> str:
        """Why this sign-in is over: 'diam' (idle), 'lama' (a day's work), or ''."""
        now, session = _seconds(), request.session
        if now - session.get(SINCE, now) >= ABSOLUTE.total_seconds():
            return "lama"
        idle = now - session.get(SEEN, now)
        if idle >= settings.BALAI_IDLE_MINUTES * 60:
            return "diam"
        if idle >= NOTICED_EVERY and BACKGROUND not in request.headers:
            session[SEEN] = now
        return ""

    def _second_factor(self, request: HttpRequest, name: str) -> HttpResponse | None:
        session = request.session
        if session.get(PROVED) or session.get(DEMO) or name in ALWAYS:
            return None
        person = request.user
        assert isinstance(person, Person)
        if person.start_code_until:
            return None if name == "people:begin" else redirect("people:begin")
        if any(record["method"] == "mfa" for record in get_authentication_records(request, person)):
            session[PROVED] = True
            return None
        if Authenticator.objects.filter(user=person).exists():  # set up elsewhere meanwhile
            return _sign_out(request, "kode")
        return None if name in SET_UP else redirect("mfa_activate_totp")


def _seconds() -> int:
    return int(clock.real_now().timestamp())


def _sign_out(request: HttpRequest, why: str) -> HttpResponse:
    """To the sign-in page, which says why and leads back to where the person was."""
    assert isinstance(request.user, Person)
    note_sign_out(person=request.user, why=why, now=clock.now())
    back = _back(request)
    logout(request)
    target = f"{reverse('account_login')}?{urlencode({'sebab': why, 'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _back(request: HttpRequest) -> str:
    """This page; after a form, the page that the form stood on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        parts = urlsplit(came)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse(settings.LOGIN_REDIRECT_URL)
