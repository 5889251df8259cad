"""Cookies of ours, all set in one way: over https only this host may set them, and no script reads them."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse


def full_name(name: str) -> str:
    """`__Host-` (RFC 6265bis): a browser takes it from https alone, for the whole site and no other host."""
    return f"__Host-{name}" if settings.SECURE_COOKIES else name


def read_cookie(request: HttpRequest, name: str) -> str:
    return request.COOKIES.get(full_name(name), "")


def keep_cookie(response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    response.set_cookie(
        full_name(name),
        value,
        max_age=seconds,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def forget_cookie(response: HttpResponse, name: str) -> None:
    response.delete_cookie(full_name(name), samesite="Lax")


class MessagesInCookie(CookieStorage):
    cookie_name = full_name("messages")


class Messages(FallbackStorage):
    """The frame's own, but for the name of its cookie."""

    storage_classes = (MessagesInCookie, SessionStorage)
