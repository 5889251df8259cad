"""Every view says for whom it is, and keeps to it."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from balai.base.audience import public, requires, signed_in
from balai.base.permissions import Permission, allowed, require


@dataclass
class Officer:
    """An actor without a table: may do these things, at this office or at any."""

    may_do: set[str] = field(default_factory=set)
    office: object = None
    pk: object = 1
    is_authenticated: bool = True

    def may(self, permission: str, *, at: object = None) -> bool:
        return permission in self.may_do and (at is None or at == self.office)


class Visitor:
    is_authenticated = False


def page(request: HttpRequest) -> Any:
    return HttpResponse("isi")


def audience(view: Any) -> str:
    return str(view.audience)


def ask(view: Any, who: Any) -> Any:
    request = RequestFactory().get("/meja/?hari=ini")
    request.user = who
    return view(request)


def test_a_public_page_is_for_everybody():
    assert audience(public(page)) == "public"
    assert ask(public(page), Visitor()).content == b"isi"


@pytest.mark.parametrize("wear", [signed_in, requires(Permission.QUEUE_CALL)])
def test_a_visitor_is_sent_to_the_sign_in_and_back(wear, settings):
    settings.LOGIN_URL = "/masuk/"
    response = ask(wear(page), Visitor())
    assert response.status_code == 302
    assert response.headers["Location"] == "/masuk/?next=/meja/%3Fhari%3Dini"


def test_an_officer_without_the_permission_is_refused():
    with pytest.raises(PermissionDenied):
        ask(requires(Permission.QUEUE_CALL)(page), Officer({Permission.OFFICE_EDIT}))


def test_an_officer_with_the_permission_sees_it_and_nobody_keeps_a_copy():
    response = ask(requires(Permission.QUEUE_CALL)(page), Officer({Permission.QUEUE_CALL}))
    assert response.content == b"isi"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert ask(signed_in(page), Officer()).headers["Cache-Control"] == "private, no-store"


def test_a_guarded_view_keeps_its_name_and_wears_its_permission():
    guarded = requires(Permission.AUDIT_READ)(page)
    assert (guarded.__name__, audience(guarded)) == ("page", "audit.read")


def test_a_permission_is_for_an_office():
    here, there = Office("ini"), Office("itu")
    officer = Officer({Permission.QUEUE_CALL}, here)
    require(officer, Permission.QUEUE_CALL, at=here)
    with pytest.raises(PermissionDenied):
        require(officer, Permission.QUEUE_CALL, at=there)


@pytest.mark.parametrize("nobody", [None, object(), Visitor()])
def test_who_is_nobody_may_nothing(nobody):
    assert not allowed(nobody, Permission.QUEUE_CALL)
    with pytest.raises(PermissionDenied):
        require(nobody, Permission.QUEUE_CALL, at=Office("ini"))


@dataclass
class Office:
    pk: object


def test_every_permission_says_itself_in_indonesian():
    assert all(label and not label[0].isupper() for label in Permission.labels)
    assert all(value.count(".") == 1 for value in Permission.values)
