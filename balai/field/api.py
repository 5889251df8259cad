"""What phones send: enrolment, records, their photos, manifests. The device's signature opens, no cookie.

Bodies of records and manifests are envelopes, two lines, taken byte for byte (docs/decisions/field.md).
"""

import hashlib
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.views.decorators.cache import cache_control
from ninja import Field, Header, Path, Router, Schema, Status
from ninja.decorators import decorate_view

from balai.base import clock
from balai.base.audience import public
from balai.base.errors import RuleBroken
from balai.base.locks import patiently
from balai.field import actions, keys, takers
from balai.field.actions.photos import NAMELESS
from balai.field.rules import HASH, ID, LARGEST_ENVELOPE, LARGEST_MANIFEST, LARGEST_PHOTO, State
from balai.people.clients import address_of

router = Router(tags=["field"])
never_kept = decorate_view(cache_control(private=True, no_store=True))
Uid = Annotated[str, Path(pattern=f"^{ID.pattern}$")]
Sha256 = Annotated[str, Path(pattern=f"^{HASH.pattern}$")]
Digest = Annotated[str, Header(alias="Balai-Sha256", min_length=64, max_length=64)]
BYTES = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}
}


class Refusal(Schema):
    """`code` is for machines and never changes; `message` is Indonesian, for people."""

    code: str
    message: str


class ReceiptOut(Schema):
    """Two lines, signed by the server; the same bytes to every repeat."""

    receipt: str


class ConflictOut(Refusal, ReceiptOut):
    """Both versions are kept; a person decides."""


class EnrolIn(Schema):
    code: str = Field(max_length=40, description="as the officer's page shows it, once")
    key: str = Field(max_length=120, description="uncompressed point of P-256, base64url")


class EnrolOut(Schema):
    device: str
    office: str
    label: str
    zone: str
    quota: int
    keys: dict[str, Any]


class NewsOut(Schema):
    """The answer to a manifest: what a device should know from now on."""

    count: int
    label: str
    office: str
    now: datetime
    keys: dict[str, Any]
    sheets: list[dict[str, Any]]


REFUSED = {400: Refusal, 409: Refusal, 413: Refusal, 422: Refusal, 429: Refusal, 503: Refusal}
OF_DEVICE = {404: Refusal, **REFUSED}
CONFLICT = "Nomor ini sudah dipakai catatan lain. Keduanya disimpan; petugas kantor memutuskan."


@router.post("/field/devices", response={200: EnrolOut, **REFUSED})
@never_kept
@public
def enrol(request: HttpRequest, body: EnrolIn) -> dict[str, Any]:
    """Swap an officer's code for this device's key. Asked again with the same key: the same answer."""
    now = clock.now()
    actions.count_code_try(client=address_of(request), now=now)
    device = patiently(actions.enrol, code=body.code, point=body.key, now=now)
    return {
        "device": str(device.uid),
        "office": device.office.name,
        "label": device.label,
        "zone": device.office.zone,
        "quota": device.quota,
        "keys": keys.public_keys(),
    }


@router.post(
    "/field/devices/{device}/records/{id}",
    response={200: ReceiptOut, 201: ReceiptOut, 202: ReceiptOut, **OF_DEVICE, 409: ConflictOut},
    openapi_extra=BYTES,
)
@never_kept
@public
def record(request: HttpRequest, device: Uid, id: Uid, digest: Digest) -> Status[dict[str, Any]]:
    """Hand in one record. Whatever the answer with a receipt, it is stored for good."""
    raw = body_of(request, LARGEST_ENVELOPE)
    if problem := trouble(raw, digest, LARGEST_ENVELOPE):
        return problem
    now = clock.now()
    actions.count_arrival(sender=device, raw=raw, client=address_of(request), now=now)
    arrived = patiently(actions.receive, client_id=id, sender=device, raw=raw, now=now)
    row = arrived.submission
    answer: dict[str, Any] = {"receipt": row.receipt}
    held = keys.facts_of(row.receipt)["state"]
    if held == State.CONFLICT:
        return Status(409, {"code": "field.conflict", "message": CONFLICT, **answer})
    if held == State.QUARANTINED:
        return Status(202, answer)
    return Status(201 if arrived.is_new else 200, answer)


@router.post(
    "/field/devices/{device}/records/{id}/photos/{sha256}",
    response={200: ReceiptOut, **OF_DEVICE},
    openapi_extra=BYTES,
)
@never_kept
@public
def photo(request: HttpRequest, device: Uid, id: Uid, sha256: Sha256) -> Any:
    """A picture that the record names by its hash; after the record."""
    raw = body_of(request, LARGEST_PHOTO)
    if problem := trouble(raw, sha256, LARGEST_PHOTO):
        return problem
    now = clock.now()
    try:
        made = actions.receive_photo(client_id=id, sender=device, raw=raw, now=now)
    except RuleBroken as broken:
        if broken.code == NAMELESS:
            actions.count_stranger(client=address_of(request), now=now)
        raise
    return {"receipt": made.receipt}


@router.post("/field/devices/{device}/manifest", response={200: NewsOut, **OF_DEVICE}, openapi_extra=BYTES)
@never_kept
@public
def manifest(request: HttpRequest, device: Uid, digest: Digest) -> Any:
    """Which records this device made about one session; the answer brings news."""
    raw = body_of(request, LARGEST_MANIFEST)
    if problem := trouble(raw, digest, LARGEST_MANIFEST):
        return problem
    now = clock.now()
    actions.count_arrival(sender=device, raw=raw, client=address_of(request), now=now)
    said = patiently(actions.take_manifest, sender=device, raw=raw, now=now)
    office = said.device.office
    return {
        "count": said.count,
        "label": said.device.label,
        "office": office.name,
        "now": now,
        "keys": keys.public_keys(),
        "sheets": [sheet.as_json() for sheet in takers.sheets(office=office, now=now)],
    }


def body_of(request: HttpRequest, most: int) -> bytes:
    """Never more in memory than one byte too many."""
    return request.read(most + 1)


def trouble(raw: bytes, digest: str, most: int) -> Status[dict[str, Any]] | None:
    """Why this cannot be stored; the sender keeps it."""
    if len(raw) > most:
        message = f"Terlalu besar: paling besar {most // 1000} kB."
        return Status(413, {"code": "field.too_large", "message": message})
    if hashlib.sha256(raw).hexdigest() != digest:
        return Status(400, {"code": "field.cut", "message": "Kiriman terpotong di jalan. Kirim lagi."})
    return None
