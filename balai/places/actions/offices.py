"""Agencies, offices, counters and their hours. `by=None` is the owner of the machine, at its command line."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Actor, Permission, allowed, require
from balai.places.models import Agency, Counter, Office, OpeningHours, Place
from balai.places.rules import DayHours, OfficeKind, Season, ancestors_of, require_weekdays

CHANGEABLE = ("name", "kind", "agency", "address", "zone", "phone_public", "works_on_joint_leave")
RESERVED = {"baru"}  # words of our own addresses


def require_somewhere(by: Actor | None) -> None:
    """For what belongs to all offices: who may arrange one office may arrange it."""
    if by is not None and not allowed(by, Permission.OFFICE_EDIT):
        raise PermissionDenied(Permission.OFFICE_EDIT)


def require_here(by: Actor | None, office: Office) -> None:
    if by is not None:
        require(by, Permission.OFFICE_EDIT, at=office)


def require_region(by: Actor | None, place: Place) -> None:
    """A new office lies in, or below, the region of an office whose keeper makes it."""
    if by is None:
        return
    above = [place.code, *ancestors_of(place.code)]
    if not any(
        allowed(by, Permission.OFFICE_CREATE, at=office)
        for office in Office.objects.filter(place__code__in=above)
    ):
        raise PermissionDenied(Permission.OFFICE_CREATE)


def free_slug(name: str, taken: QuerySet[Any]) -> str:
    """From the name; the second of a name gets a number."""
    base = slugify(name)[:54].strip("-") or "kantor"
    tries = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(slug for slug in tries if slug not in RESERVED and not taken.filter(slug=slug).exists())


@transaction.atomic
def create_agency(
    *, slug: str = "", name: str, short_name: str = "", by: Actor | None = None, now: datetime
) -> Agency:
    require_somewhere(by)
    if Agency.objects.filter(name__iexact=name).exists():
        raise RuleBroken("agency.twice", "Instansi ini sudah ada di daftar.", field="name")
    slug = slug or free_slug(short_name or name, Agency.objects.all())
    agency = Agency.objects.create(slug=slug, name=name, short_name=short_name)
    record("agency.created", agency, by=by, now=now)
    return agency


@transaction.atomic
def create_office(
    *,
    slug: str = "",
    name: str,
    kind: str = OfficeKind.DISTRICT,
    place: Place,
    zone: str = "",
    agency: Agency | None = None,
    address: str = "",
    phone_public: str = "",
    works_on_joint_leave: bool = False,
    to_confirm: str = "",
    is_active: bool = True,
    by: Actor | None = None,
    now: datetime,
) -> Office:
    """A new office; its zone is its place's unless told otherwise."""
    require_region(by, place)
    slug = slug or free_slug(name, Office.objects.all())
    if Office.objects.filter(place=place, name__iexact=name).exists():
        raise RuleBroken("office.twice", "Kantor dengan nama ini sudah ada di wilayah itu.", field="name")
    if Office.objects.filter(slug=slug).exists():
        raise RuleBroken("office.taken", f"Alamat kantor '{slug}' sudah dipakai.", field="slug")
    office = Office.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        place=place,
        zone=zone or place.zone,
        agency=agency,
        address=address,
        phone_public=phone_public,
        works_on_joint_leave=works_on_joint_leave,
        to_confirm=to_confirm,
        is_active=is_active,
    )
    record("office.created", office, by=by, office=office, now=now)
    return office


@transaction.atomic
def change_office(*, office: Office, by: Actor | None, now: datetime, **values: object) -> Office:
    """Name, kind, address, zone, telephone, joint leave: whatever of these is given."""
    office = locked(office)
    require_here(by, office)
    changed = [field for field in CHANGEABLE if field in values and getattr(office, field) != values[field]]
    for field in changed:
        setattr(office, field, values[field])
    if changed:
        office.save(update_fields=changed)
        record("office.changed", office, by=by, office=office, now=now, fields=changed)
    return office


@transaction.atomic
def confirm_office(*, office: Office, by: Actor | None, now: datetime) -> Office:
    """An officer has looked at what a seed file only supposed."""
    office = locked(office)
    require_here(by, office)
    if office.to_confirm:
        office.to_confirm = ""
        office.save(update_fields=["to_confirm"])
        record("office.confirmed", office, by=by, office=office, now=now)
    return office


@transaction.atomic
def show_office(*, office: Office, by: Actor | None, now: datetime) -> Office:
    """Residents see it from now on; not before they can read when it is open."""
    office = locked(office)
    require_here(by, office)
    if not OpeningHours.objects.filter(office=office, season=Season.NORMAL).exists():
        raise RuleBroken("office.no_hours", "Isi jam buka dulu, supaya warga tahu kapan datang.")
    if not office.is_active:
        office.is_active = True
        office.save(update_fields=["is_active"])
        record("office.shown", office, by=by, office=office, now=now)
    return office


@transaction.atomic
def hide_office(*, office: Office, by: Actor | None, now: datetime) -> Office:
    """Residents see it no more; nothing is deleted. Who counts on it is asked above (programs.actions)."""
    office = locked(office)
    require_here(by, office)
    if office.is_active:
        office.is_active = False
        office.save(update_fields=["is_active"])
        record("office.hidden", office, by=by, office=office, now=now)
    return office


@transaction.atomic
def add_counter(
    *, office: Office, number: int, name: str = "", by: Actor | None = None, now: datetime
) -> Counter:
    office = locked(office)
    require_here(by, office)
    if Counter.objects.filter(office=office, number=number).exists():
        raise RuleBroken("counter.taken", f"Loket {number} sudah ada.", field="number")
    counter = Counter.objects.create(office=office, number=number, name=name)
    record("counter.added", counter, by=by, office=office, now=now, number=number)
    return counter


@transaction.atomic
def change_counter(
    *, counter: Counter, name: str, is_active: bool, by: Actor | None, now: datetime
) -> Counter:
    """Its description, and whether it is in use; a number that tickets were called to stays."""
    counter = locked(counter)
    require_here(by, counter.office)
    counter.name, counter.is_active = name, is_active
    counter.save(update_fields=["name", "is_active"])
    record("counter.changed", counter, by=by, office=counter.office, now=now, is_active=is_active)
    return counter


@transaction.atomic
def set_hours(
    *,
    office: Office,
    season: str = Season.NORMAL,
    hours: Sequence[DayHours],
    by: Actor | None = None,
    now: datetime,
) -> None:
    """The week of one season, as a whole: a weekday that is not given is closed."""
    office = locked(office)
    require_here(by, office)
    require_weekdays(hours)
    OpeningHours.objects.filter(office=office, season=season).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            office=office,
            season=season,
            weekday=day.weekday,
            opens=day.opens,
            closes=day.closes,
            break_from=day.break_from,
            break_to=day.break_to,
        )
        for day in hours
    )
    record("office.hours_set", office, by=by, office=office, now=now, season=str(season), days=len(hours))
