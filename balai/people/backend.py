"""Who this is, by user name and password; counted before it is checked."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from balai.base import clock
from balai.people import limits
from balai.people.actions import note_locked_out
from balai.people.models import Person
from balai.people.readings import person_signed_in
from balai.people.rules import read_start_code


class Officers(BaseBackend):
    """The one backend: a refusal is left on the request, for the page that says when to try again."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **others: Any
    ) -> Person | None:
        if request is None or not username or not password:
            return None
        username = username.strip().lower()
        person = Person.objects.filter(username=username).first()
        refusal = limits.count_password_try(request, username)
        if refusal:
            self._refuse(request, person, refusal)
        if not self._is_right(person, password):
            return None
        limits.forget_password_tries(request, username)
        return person

    def get_user(self, user_id: int) -> Person | None:
        return person_signed_in(user_id)

    def _refuse(self, request: HttpRequest, person: Person | None, refusal: limits.Refusal) -> None:
        request.sign_in_refused = refusal  # type: ignore[attr-defined]
        if person and refusal.is_first:
            note_locked_out(person=person, now=clock.now())
        raise PermissionDenied

    @staticmethod
    def _is_right(person: Person | None, password: str) -> bool:
        """As long for nobody as for somebody."""
        if person is None:
            make_password(password)
            return False
        if person.start_code_until:
            right = person.check_password(read_start_code(password))
            return right and person.is_active and clock.now() < person.start_code_until
        return person.check_password(password) and person.is_active
