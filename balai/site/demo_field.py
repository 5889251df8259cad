"""The demo's phones: what they recorded on the Friday that was held; one is still off. All invented."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from balai.field import actions, keys
from balai.field.envelopes import as_json, encode
from balai.field.models import Device
from balai.people.models import Person
from balai.programs.field import about_of
from balai.programs.models import Session
from balai.programs.rules.attendance import Group

# Phone, kind, what it says. Two phones counted RT 05, and two measured one side of the street.
RECORDS: list[tuple[str, str, dict[str, Any]]] = [
    ("HP Ketua RT 05", "hadir", {"kelompok": Group.RT_RW.value, "rincian": "RT 05 RW 02", "jumlah": 21}),
    ("HP Ketua RW 02", "hadir", {"kelompok": Group.RT_RW.value, "rincian": "RT 05 RW 02", "jumlah": 23}),
    ("HP Ketua RT 06", "hadir", {"kelompok": Group.RT_RW.value, "rincian": "RT 06 RW 02", "jumlah": 17}),
    ("HP Kelurahan", "hadir", {"kelompok": Group.KELURAHAN.value, "rincian": "", "jumlah": 6}),
    ("HP Ketua RT 05", "hasil", {"tempat": "Jalan DI Panjaitan, sisi kiri", "rw": 2, "saluran_m": 500,
                                 "karung": 100, "truk": 3, "alat": "12 cangkul"}),
    ("HP Ketua RT 06", "hasil", {"tempat": "Lorong Rekaan 2", "rw": 2, "saluran_m": 80, "lebar_m": 1,
                                 "dalam_m": 0.5, "lumpur_cm": 30, "karung": 18}),
    ("HP Ketua RW 02", "hasil", {"tempat": "Jalan DI Panjaitan, sisi kanan", "rw": 2, "jalan_m": 200,
                                 "karung": 20}),
    ("HP Kelurahan", "hasil", {"tempat": "Jalan DI Panjaitan, sisi kanan", "rw": 2, "jalan_m": 240,
                               "karung": 20}),
]  # fmt: skip
SILENT, UNSENT = "HP Ketua RT 07", 3  # its holder telephoned: three records are still in it
STRANGER = {"kelompok": Group.RESIDENTS.value, "rincian": "", "jumlah": 40}


class Phone:
    """A device with the key that only it holds."""

    def __init__(self, label: str, session: Session, head: Person) -> None:
        then = session.starts_at - timedelta(days=3)
        invited = actions.invite_device(office=session.program.office, label=label, by=head, now=then)
        self.key, self.about = ec.generate_private_key(keys.CURVE), about_of(session)
        point = encode(keys.point_of(self.key.public_key()))
        self.device: Device = actions.enrol(code=invited.code, point=point, now=then)
        self.sent: list[str] = []

    def send(self, kind: str, told: dict[str, Any], now: datetime, *, key: Any = None) -> None:
        own, uid = str(uuid.uuid4()), str(self.device.uid)
        said = {"v": 1, "id": own, "device": uid, "kind": kind, "about": self.about}
        raw = keys.signed(as_json(said | {"made_at": now.isoformat(), "open": told}), key or self.key)
        actions.receive(client_id=own, sender=uid, raw=raw, now=now)
        if key is None:
            self.sent.append(own)

    def count_up(self, now: datetime) -> None:
        said = {"v": 1, "device": str(self.device.uid), "about": self.about, "number": 1}
        raw = keys.signed(as_json(said | {"at": now.isoformat(), "ids": self.sent}), self.key)
        actions.take_manifest(sender=str(self.device.uid), raw=raw, now=now)


def record_friday(*, session: Session, head: Person) -> None:
    """Sent when the network was back; one record's signature is nobody's, so it waits in quarantine."""
    labels = [*dict.fromkeys(label for label, _, _ in RECORDS), SILENT]
    phones, now = {label: Phone(label, session, head) for label in labels}, session.ends_at
    for label, kind, told in RECORDS:
        phones[label].send(kind, told, now)
    phones["HP Kelurahan"].send("hadir", STRANGER, now, key=ec.generate_private_key(keys.CURVE))
    for label in labels[:-1]:
        phones[label].count_up(now)
    actions.say_for_device(
        device=phones[SILENT].device, about=about_of(session), count=UNSENT, by=head, now=now
    )
    actions.apply_due(now=now + timedelta(minutes=5))
