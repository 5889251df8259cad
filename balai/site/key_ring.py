"""The key file and what is sealed with it: its versions, a rotation, what an old key still holds."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q

from balai.base import sealing
from balai.documents import store
from balai.engine.actions import remember_keys
from balai.engine.keys import remembered_keys
from balai.people import actions


def rotate(*, now: datetime) -> int:
    """A new version of every key; the old ones stay, to open what they sealed."""
    path = Path(settings.BALAI_KEYS)
    ring = json.loads(path.read_text())
    version = max(int(v) for keys in ring.values() for v in keys) + 1
    for keys in ring.values():
        keys[str(version)] = sealing.new_key()
    sealing.write_ring(path, ring)
    sealing.forget_keys()
    remember_keys(now=now)
    return version


def reseal(*, now: datetime, progress: Callable[[str], None]) -> Iterator[tuple[str, int]]:
    """In small batches; broken off, it is simply run again."""
    after, seen = 0, 0
    while True:
        count, after = actions.reseal_identities(after=after)
        if not count:
            break
        seen += count
        progress(f"{seen} identitas")
    yield "identitas", seen
    yield from actions.reseal_all(but=("people.identity",))
    yield "kode pengaman petugas", actions.reseal_factors()
    yield "berkas kiriman", store.reseal()


def listing() -> list[tuple[str, int, str, str]]:
    """(purpose, version, fingerprint, note) of what the file holds and what the database remembers."""
    here, remembered = sealing.fingerprints(), remembered_keys()
    rows = []
    for key in sorted(here.keys() | remembered.keys()):
        note = "" if remembered.get(key) == here.get(key) else "tidak cocok dengan basis data"
        if key not in remembered:
            note = "belum dicatat di basis data"
        if key not in here:
            note = "TIDAK ADA di berkas kunci"
        rows.append((*key, here.get(key) or remembered[key], note))
    return rows


def left_behind() -> int:
    """Rows of any app with a sealed column (…_sealed), and files, that an older key sealed."""
    newest = f"{max(sealing.ring('seal'))}."
    return sum(_old_rows(model, newest) for model in apps.get_models()) + len(store.left_behind())


def _old_rows(model: type[Model], newest: str) -> int:
    sealed = actions.sealed_columns(model)
    old = Q()
    for name in sealed:
        old |= ~Q(**{name: ""}) & ~Q(**{f"{name}__startswith": newest})
    return model._base_manager.filter(old).count() if sealed else 0
