"""A phone in Python: enrols, records, seals and signs as the installable app does; and its officers."""

import base64
import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client

from balai.field import actions, keys
from balai.field.envelopes import as_json, decode, encode
from balai.field.models import Device, PhoneFile, Submission
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office
from tests.make.moment import NOW
from tests.make.people import officer
from tests.make.places import office as an_office

_numbers = count(1)

__all__ = [
    "Phone", "field_officer", "invitation", "phone_file", "phone_of", "phone_record", "saved", "submission",
]  # fmt: skip


def field_officer(office: Office | None = None) -> Person:
    return officer(Role.COORDINATOR, office)


def invitation(office: Office | None = None, *, label: str = "", now: datetime = NOW, **more: Any) -> Any:
    office = office or an_office()
    return actions.invite_device(
        office=office, label=label or f"HP {next(_numbers)}", by=field_officer(office), now=now, **more
    )


@dataclass
class Phone:
    """One device: its key, what it made, and how it sends."""

    device: Device
    key: ec.EllipticCurvePrivateKey
    news: dict[str, Any]
    made: dict[str, bytes] = field(default_factory=dict)  # id -> envelope
    manifests: int = 0
    client: Client = field(default_factory=Client)

    @property
    def uid(self) -> str:
        return str(self.device.uid)

    def record(
        self,
        kind: str = "uji",
        *,
        about: str = "uji/1",
        made_at: datetime = NOW,
        id: str = "",
        photos: list[bytes] | None = None,
        personal: dict[str, Any] | None = None,
        **opened: Any,
    ) -> str:
        """Make and freeze one; its id."""
        id = id or str(uuid.uuid4())
        told: dict[str, Any] = {
            "v": 1, "id": id, "device": self.uid, "kind": kind, "about": about,
            "made_at": made_at.isoformat(), "open": opened,
        }  # fmt: skip
        if personal:
            told["sealed"] = self.seal(id, personal)
        if photos:
            told["photos"] = [{"sha256": hashlib.sha256(p).hexdigest(), "size": len(p)} for p in photos]
        self.made[id] = self.sign(as_json(told))
        return id

    def sign(self, text: bytes) -> bytes:
        return keys.signed(text, self.key)

    def seal(self, id: str, personal: dict[str, Any]) -> dict[str, Any]:
        box, own = self.news["keys"]["box"], ec.generate_private_key(keys.CURVE)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(keys.CURVE, decode(box["point"]))
        point, iv = keys.point_of(own.public_key()), secrets.token_bytes(12)
        key = HKDF(SHA256(), 32, salt=point, info=keys.BOX).derive(own.exchange(ec.ECDH(), theirs))
        text = AESGCM(key).encrypt(iv, json.dumps(personal).encode(), id.encode())
        return {"key": box["key"], "point": encode(point), "iv": encode(iv), "text": encode(text)}

    def post(self, path: str, raw: bytes, digest: str = "") -> Any:
        digest = digest or hashlib.sha256(raw).hexdigest()
        return self.client.post(
            f"/api/v1/field/devices/{self.uid}/{path}",
            raw,
            "application/octet-stream",
            headers={"Balai-Sha256": digest},
        )

    def send(self, id: str, raw: bytes | None = None) -> Any:
        return self.post(f"records/{id}", self.made[id] if raw is None else raw)

    def send_photo(self, id: str, raw: bytes) -> Any:
        return self.post(f"records/{id}/photos/{hashlib.sha256(raw).hexdigest()}", raw)

    def say(self, about: str = "uji/1", *, at: datetime = NOW, number: int = 0) -> Any:
        """The manifest: everything made about this session."""
        self.manifests += 1
        told = {"device": self.uid, "about": about, "number": number or self.manifests, "at": at.isoformat()}
        return self.post("manifest", self.sign(as_json({"v": 1, **told, "ids": list(self.made)})))


def phone_of(office: Office | None = None, *, label: str = "", now: datetime = NOW, **more: Any) -> Phone:
    """Invited and enrolled."""
    invited = invitation(office, label=label, now=now, **more)
    key = ec.generate_private_key(keys.CURVE)
    device = actions.enrol(code=invited.code, point=encode(keys.point_of(key.public_key())), now=now)
    return Phone(device, key, {"keys": keys.public_keys()})


def phone_record(phone: Phone, kind: str = "uji", *, now: datetime = NOW, **opened: Any) -> Submission:
    """Recorded and handed in."""
    id = phone.record(kind, **opened)
    arrived = actions.receive(client_id=id, sender=phone.uid, raw=phone.made[id], now=now)
    return arrived.submission


def submission(office: Office | None = None) -> Submission:
    """One that is held: its phone was revoked."""
    phone = phone_of(office)
    actions.revoke_device(device=phone.device, by=field_officer(phone.device.office), now=NOW)
    return phone_record(phone, jumlah=3)


def saved(phone: Phone, *, records: list[Any] | None = None, photos: dict[str, bytes] | None = None) -> bytes:
    """The queue as the app saves it: of all that it made, unless said; photos by the record's id."""
    kept = [raw.decode() for raw in phone.made.values()] if records is None else records
    pictures = [{"id": id, "raw": base64.b64encode(raw).decode()} for id, raw in (photos or {}).items()]
    return json.dumps({"v": 1, "device": phone.uid, "records": kept, "photos": pictures}).encode()


def phone_file(office: Office | None = None) -> PhoneFile:
    """Brought, and not read yet."""
    phone = phone_of(office)
    phone.record(jumlah=3)
    return actions.take_file(raw=saved(phone), by=field_officer(phone.device.office), now=NOW)
