"""Every route wears its audience; a view without one is refused by tests/house and by the middleware."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from balai.base.permissions import Permission, allowed

View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])  # a page, or an endpoint that returns its schema


def public(view: AnyView) -> AnyView:
    """For everybody, without an account."""
    view.audience = "public"  # type: ignore[attr-defined]
    return view


def _guarded(view: View, audience: str, test: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not test(request.user):
            raise PermissionDenied(audience)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    guard.audience = audience  # type: ignore[attr-defined]
    return guard


def signed_in(view: View) -> View:
    """For officers who are signed in, whatever their role."""
    return _guarded(view, "signed_in", lambda user: True)


def requires(permission: Permission) -> Callable[[View], View]:
    """For officers who hold this permission at some office; the query set hides what is not theirs."""

    def wear(view: View) -> View:
        return _guarded(view, str(permission), lambda user: allowed(user, permission))

    return wear
