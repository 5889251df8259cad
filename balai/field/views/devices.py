"""Phones of an office: enrolled with a code, renamed, revoked."""

import secrets
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.base.private import private
from balai.base.qr import qr_svg
from balai.field import actions
from balai.field.forms import DeviceForm, InviteForm
from balai.field.models import Device
from balai.field.rules import DeviceState
from balai.people.models import Person
from balai.people.permissions import offices_where

HOME = [("Kelola", "/kelola/"), ("Lapangan", "/kelola/lapangan/")]


@requires(Permission.FIELD_MANAGE)
def listing(request: HttpRequest) -> HttpResponse:
    rows = Device.objects.managed_by(request.user).select_related("office").order_by("office__name", "label")
    return render(request, "field/devices.html", {"devices": rows, "crumbs": HOME})


@requires(Permission.FIELD_MANAGE)
def invite(request: HttpRequest) -> HttpResponse:
    """Sent twice, it answers twice with the same code; where that opens nothing any more, with the phone."""
    by = cast(Person, request.user)
    form = InviteForm(request.POST or None, offices=offices_where(by, Permission.FIELD_MANAGE))
    now, sent_as = clock.now(), request.POST.get("form_key") or secrets.token_urlsafe(16)
    uid = form.attempt_once(
        actions.invite_device, answer=lambda made: str(made.device.uid), purpose=f"field.invite.{by.pk}",
        now=now, by=by, sent_as=sent_as,
    )  # fmt: skip
    if uid:
        made = actions.invited_before(uid=uid, sent_as=sent_as, now=now)
        return _code(request, made, status=201) if made else redirect("field:device", uid)
    context = {"form": form, "crumbs": [*HOME, ("HP lapangan", reverse("field:devices"))]}
    return render(request, "field/invite.html", context, status=422 if form.errors else 200)


@requires(Permission.FIELD_MANAGE)
@require_POST
def invite_again(request: HttpRequest, uid: UUID) -> HttpResponse:
    made = actions.invite_again(device=_mine(request, uid), by=cast(Person, request.user), now=clock.now())
    return _code(request, made)


@requires(Permission.FIELD_MANAGE)
def code_state(request: HttpRequest, uid: UUID, until: int) -> HttpResponse:
    """Asked by the page that shows a code, named by its last second: an ended one leaves the screen."""
    found = _mine(request, uid)
    is_newest = int(found.code_until.timestamp()) == until
    is_open = found.state == DeviceState.INVITED and is_newest and not found.code_is_over
    if is_open or not request.headers.get("HX-Request"):
        return HttpResponse(status=204, content_type="text/plain")
    return render(request, "field/_code_over.html", {"device": found, "is_newest": is_newest})


@requires(Permission.FIELD_MANAGE)
def device(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _mine(request, uid)
    form = DeviceForm(request.POST or None, initial={"label": found.label, "quota": found.quota})
    if form.attempt(actions.change_device, device=found, by=cast(Person, request.user), now=clock.now()):
        return redirect("field:devices")
    context = {"device": found, "form": form, "crumbs": [*HOME, ("HP lapangan", reverse("field:devices"))]}
    return render(request, "field/device.html", context, status=422 if form.errors else 200)


@requires(Permission.FIELD_MANAGE)
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asks first."""
    found = _mine(request, uid)
    if request.method == "POST":
        actions.revoke_device(device=found, by=cast(Person, request.user), now=clock.now())
        return redirect("field:devices")
    return render(request, "field/revoke.html", {"device": found})


def _mine(request: HttpRequest, uid: UUID) -> Device:
    rows = Device.objects.managed_by(request.user).select_related("office")
    return get_object_or_404(rows, uid=uid)


def _code(request: HttpRequest, made: actions.Invitation, status: int = 200) -> HttpResponse:
    """Shown once. The code stands behind the #, which no server and no log ever sees."""
    address = f"{settings.BALAI_URL}{reverse('field:app')}#daftar={made.code}"
    context = {
        "made": made,
        "until": int(made.device.code_until.timestamp()),
        "qr": qr_svg(address, title="Kode QR pendaftaran HP"),
        "address": settings.BALAI_URL,
    }
    return private(render(request, "field/code.html", context, status=status))
