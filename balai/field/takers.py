"""Who understands what arrived: any app above with a module `field`, found by its name like `seeds.plant`.

Such a module has `KINDS`, the kinds that it takes, and `take(record, *, replaces, now) -> str`, which writes
what the record says and returns a word about what it made. A `RuleBroken` from it puts the record before a
person; with `replaces` that person has decided for this one. If it has `sheets(*, office, now)`,
these sessions are offered on the office's phones and paper. If it has `asks(*, office, now)`, this is
what a resident may ask for at a desk there. If it has `desks(*, about, office)`, these are the
officers' pages where paper of that session is keyed.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps

from balai.field import keys
from balai.field.envelopes import Envelope, read
from balai.field.models import Submission
from balai.field.rules import Kind
from balai.people.models import Person
from balai.places.models import Office


@dataclass(frozen=True)
class Record:
    """What a taker is given."""

    submission: Submission
    envelope: Envelope
    office: Office

    @property
    def open(self) -> Any:
        return self.envelope.open

    @property
    def by(self) -> Person | None:
        """Who answers for it: the officer who decided, else the one who enrolled the phone."""
        device = self.submission.device
        return self.submission.decided_by or (device.made_by if device else None)

    def personal(self) -> dict[str, Any]:
        """Opened now, for the one who keeps it sealed again."""
        return keys.open_sealed(self.envelope)


@dataclass(frozen=True)
class Asked:
    """One thing that a resident may ask for at a desk on the street."""

    value: str
    words: str
    group: str
    needs_nik: bool = False


@dataclass(frozen=True)
class Sheet:
    """One session as a phone and a paper need it."""

    about: str
    title: str
    when: str
    place: str
    kinds: tuple[str, ...]
    groups: tuple[tuple[str, str], ...] = ()  # who is counted: value and word
    asks: tuple[Asked, ...] = ()
    spots: tuple[str, ...] = ()  # photographed already: so that the second photo bears the same name
    measures: tuple[str, ...] = ()  # what is measured, for paper

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "measures"}


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [f"{app.name}.field" for app in apps.get_app_configs() if app.name.startswith("balai.")]
    return tuple(import_module(name) for name in names if find_spec(name))


def by_kind() -> dict[str, ModuleType]:
    return {kind: module for module in modules() for kind in module.KINDS}


def sheets(*, office: Office, now: datetime) -> list[Sheet]:
    """What is asked for at a desk is the office's, and the same at each of its sessions."""
    asked = tuple(
        one for module in modules() if hasattr(module, "asks") for one in module.asks(office=office, now=now)
    )
    return [
        replace(sheet, asks=asked if Kind.ERRAND in sheet.kinds else ())
        for module in modules()
        if hasattr(module, "sheets")
        for sheet in module.sheets(office=office, now=now)
    ]


def desks(*, about: str, office: Office) -> list[tuple[str, str]]:
    """Where the paper is keyed: words and address."""
    given = [module for module in modules() if hasattr(module, "desks")]
    return [desk for module in given for desk in module.desks(about=about, office=office)]


def titles(abouts: Iterable[str]) -> dict[str, str]:
    """How the app that they belong to calls sessions (its `titles`); else their own word."""
    wanted = sorted(set(abouts))
    found = {about: about for about in wanted}
    for module in modules():
        if hasattr(module, "titles"):
            found |= module.titles(wanted)
    return found


def record_of(submission: Submission) -> Record:
    assert submission.raw is not None
    assert submission.office is not None
    return Record(submission, read(bytes(submission.raw)), submission.office)
