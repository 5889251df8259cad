from datetime import datetime
from typing import Any

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.field.rules import Kind
from balai.places.models import Office
from balai.programs.checks import booked_everywhere, missing_everywhere
from balai.programs.models import Program, Series

FACTS = (
    "name", "tagline", "purpose", "audience", "place_text", "is_free", "fee", "needs_roster", "records",
    "source",
)  # fmt: skip


@transaction.atomic
def create_program(
    *, office: Office, slug: str, name: str, by: object, now: datetime, **facts: Any
) -> Program:
    """Begin a programme; it is not public until it is published."""
    require(by, Permission.PROGRAM_EDIT, at=office)
    if Program.objects.filter(slug=slug).exists():
        raise RuleBroken("program.slug_taken", "Alamat pendek ini sudah dipakai program lain.", field="slug")
    program = Program(office=office, slug=slug, changed_at=now)
    _write_facts(program, name=name, **facts)
    program.save(force_insert=True)
    Series.objects.create(program=program)
    record("program.created", program, by=by, office=office, now=now)
    return program


@transaction.atomic
def edit_program(*, program: Program, by: object, now: datetime, **facts: Any) -> Program:
    """Change what the programme is; its days are changed by `change_rule`."""
    program = locked(program)
    require(by, _permission(program), at=program.office)
    if program.is_free and not facts.get("is_free", True):
        message = "Janji tanpa biaya tidak bisa ditarik. Program ini tetap gratis."
        raise RuleBroken("program.stays_free", message, field="is_free")
    changed = _write_facts(program, **facts)
    program.changed_at = now
    program.save()
    _require_still_complete(program)
    record("program.edited", program, by=by, office=program.office, now=now, changed=changed)
    return program


@transaction.atomic
def publish(*, program: Program, by: object, now: datetime) -> Program:
    """Tell the public; what is half-filled is refused with the list of what is missing."""
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    lacks = missing_everywhere(program)
    if lacks:
        raise RuleBroken("program.incomplete", "Belum bisa terbit. " + " ".join(lacks), missing=lacks)
    program.is_published, program.published_at, program.changed_at = True, now, now
    program.save(update_fields=["is_published", "published_at", "changed_at"])
    record("program.published", program, by=by, office=program.office, now=now)
    return program


@transaction.atomic
def withdraw(*, program: Program, by: object, now: datetime) -> Program:
    """Take a programme out of public sight; not while people count on one of its sessions."""
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    booked = sum(booked_everywhere(session) for session in program.sessions.not_over(now))
    if booked:
        message = (
            f"{booked} orang sudah mengambil tempat. Batalkan dulu jadwalnya, supaya mereka diberi tahu."
        )
        raise RuleBroken("program.has_bookings", message)
    program.is_published, program.published_at, program.changed_at = False, None, now
    program.save(update_fields=["is_published", "published_at", "changed_at"])
    record("program.withdrawn", program, by=by, office=program.office, now=now)
    return program


def _permission(program: Program) -> Permission:
    return Permission.PROGRAM_PUBLISH if program.is_published else Permission.PROGRAM_EDIT


def _write_facts(program: Program, **facts: Any) -> list[str]:
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"unknown facts: {', '.join(sorted(unknown))}")
    if "records" in facts:
        facts["records"] = _known_kinds(facts["records"])
    changed = [name for name, value in facts.items() if getattr(program, name) != value]
    for name in changed:
        setattr(program, name, facts[name])
    if program.fee == 0:
        program.is_free, program.fee = True, None
    if program.is_free and program.fee:
        message = "Program ini tanpa biaya, jadi biayanya tidak bisa diisi."
        raise RuleBroken("program.free_takes_no_fee", message, field="fee")
    return changed


def _known_kinds(chosen: Any) -> list[str]:
    """Each once, in the order in which a phone shows them."""
    if not isinstance(chosen, list | tuple) or not set(map(str, chosen)) <= set(Kind.values):
        message = f"catatan_lapangan: pilih dari {', '.join(Kind.values)}."
        raise RuleBroken("program.records", message, field="records", key="catatan_lapangan")
    return [kind.value for kind in Kind if kind.value in chosen]


def _require_still_complete(program: Program) -> None:
    lacks = missing_everywhere(program) if program.is_published else []
    if lacks:
        message = "Program ini sudah terbit, jadi harus tetap lengkap. " + " ".join(lacks)
        raise RuleBroken("program.incomplete", message, missing=lacks)
