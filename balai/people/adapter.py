"""allauth, held to our rules: no sign-up, sealed factors, officers shown by their designation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from balai.base.sealing import seal, unseal
from balai.people.models import Person


def display(user: Person) -> str:
    return user.display_name


class OfficersOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedFactors(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
