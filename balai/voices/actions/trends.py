"""Freezing what may be known of a month or a year; and what the office did about what it heard."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.base.zones import local_day
from balai.people.models import Person
from balai.places.models import Office, Place
from balai.voices.actions.nobody import require_nobody
from balai.voices.models import Cell, Deed, Period, Proposal, Topic
from balai.voices.rules import trends
from balai.voices.rules.trends import Audience, Decided, Fate, Figures, Key, Lists, Month


@transaction.atomic
def freeze_month(
    *, city: Place, year: int, month: int, counted: Mapping[Key, int], now: datetime
) -> Period | None:
    """Decide all tables of a month together and write them down for good. None: it is frozen already.

    `counted`: from the trend store (voices.trends.counting).
    """
    city = locked(city)
    if Period.objects.filter(city=city, year=year, month=month).exists():
        return None
    _require_over(city, year, month, now)
    figures = trends.month_figures(lists_of(city), counted)
    decided = trends.decide_month(figures, month)
    return _freeze(city, year, month, {**counted, **figures}, decided, now)


@transaction.atomic
def freeze_year(*, city: Place, year: int, now: datetime) -> Period | None:
    """The year as the sum of its frozen months, decided together with what is out of them."""
    city = locked(city)
    if Period.objects.filter(city=city, year=year, month=trends.WHOLE_YEAR).exists():
        return None
    _require_over(city, year, trends.WHOLE_YEAR, now)
    months = frozen_months(city, year)
    if not months or months[-1].number != 12 or len(months) != 13 - months[0].number:
        raise RuleBroken("trend.months_missing", "Setiap bulan tahun ini dibekukan lebih dahulu.")
    figures = trends.year_figures(lists_of(city), [month.figures for month in months])
    return _freeze(city, year, trends.WHOLE_YEAR, figures, trends.decide_year(figures, months), now)


def _require_over(city: Place, year: int, month: int, now: datetime) -> None:
    if not trends.may_freeze(year, month, today=local_day(now, city.zone)):
        days = trends.FREEZE_AFTER.days
        raise RuleBroken("trend.too_early", f"Baru dibekukan {days} hari setelah masanya berakhir.")


def lists_of(city: Place) -> Lists:
    """Every topic and every kelurahan or desa of the city, named or not."""
    topics = list(Topic.objects.order_by("slug").values_list("slug", "is_sensitive"))
    areas = Place.objects.filter(parent__parent=city).order_by("code").values_list("code", flat=True)
    return Lists(
        topics=[slug for slug, peka in topics if not peka],
        sensitive=[slug for slug, peka in topics if peka],
        areas=list(areas),
    )


def frozen_months(city: Place, year: int) -> list[Month]:
    """With their true figures; in order."""
    found: dict[int, Month] = {}
    periods = Period.objects.filter(city=city, year=year, month__gte=1).prefetch_related("cells")
    for period in periods.order_by("month", "audience"):
        month = found.setdefault(period.month, Month(period.month, {}, {}))
        month.shown[period.audience] = {(cell.table, cell.key): cell.count for cell in period.cells.all()}
        if period.audience == Audience.INSIDE:
            month.figures.update({(table, key): n for table, key, n in json.loads(period.figures_json)})
    return list(found.values())


def _freeze(
    city: Place, year: int, month: int, figures: Figures, decided: Decided, now: datetime
) -> Period:  # fmt: skip
    made = {}
    true = json.dumps([[table, key, n] for (table, key), n in sorted(figures.items())])
    for audience, shown in decided.items():
        made[audience] = Period.objects.create(
            city=city, audience=audience, year=year, month=month, size=len(shown), frozen_at=now,
            figures_sealed=seal(true) if audience == Audience.INSIDE else "",
        )  # fmt: skip
        Cell.objects.bulk_create(
            Cell(period=made[audience], audience=audience, table=table, key=key, count=n)
            for (table, key), n in sorted(shown.items())
        )
    record("trend.frozen", made[Audience.PUBLIC], by=None, now=now, city=city.code, year=year, month=month)
    return made[Audience.PUBLIC]


@transaction.atomic
def publish_deed(
    *,
    office: Office,
    cell: Cell,
    heard: str,
    done: str,
    done_by: str,
    done_on: date,
    by: Person,
    now: datetime,
) -> Deed:
    """'Kami dengar, kami lakukan', on the public page; a job tells those who spoke."""
    require(by, Permission.TREND_TELL, at=office)
    _require_tellable(office, cell)
    if done_on > local_day(now, office.zone):
        raise RuleBroken("deed.not_yet", "Tulis yang sudah dilakukan, bukan rencana.", field="done_on")
    deed = Deed.objects.create(
        office=office, cell=cell, heard=require_nobody("heard", heard),
        done=require_nobody("done", done), done_by=require_nobody("done_by", done_by),
        done_on=done_on, published_by=by, published_at=now,
    )  # fmt: skip
    record("trend.deed_published", deed, by=by, office=office, now=now)
    return deed


@transaction.atomic
def propose(*, office: Office, cell: Cell, title: str, what: str, by: Person, now: datetime) -> Proposal:
    """A trend goes to the Musrenbang."""
    require(by, Permission.TREND_TELL, at=office)
    _require_tellable(office, cell)
    proposal = Proposal.objects.create(
        office=office,
        cell=cell,
        title=require_nobody("title", title),
        what=require_nobody("what", what),
        proposed_at=now,
    )
    record("trend.proposed", proposal, by=by, office=office, now=now)
    return proposal


@transaction.atomic
def decide_proposal(*, proposal: Proposal, fate: str, reason: str, by: Person, now: datetime) -> Proposal:
    """What became of it, for everybody to read."""
    proposal = locked(proposal)
    require(by, Permission.TREND_TELL, at=proposal.office)
    trends.require_fate(proposal.fate, fate, reason)
    proposal.fate, proposal.reason, proposal.decided_at = Fate(fate), require_nobody("reason", reason), now
    proposal.save(update_fields=["fate", "reason", "decided_at"])
    record("trend.proposal_decided", proposal, by=by, office=proposal.office, now=now, fate=fate)
    return proposal


@transaction.atomic
def mark_told(*, of: Deed | Proposal, now: datetime) -> None:
    """Whoever spoke and can be reached has a notice now. How many, no record says: they are few."""
    row = locked(of)
    row.told_at = now
    row.save(update_fields=["told_at"])
    record("trend.told", row, by=None, office=row.office, now=now)


def _require_tellable(office: Office, cell: Cell) -> None:
    trends.require_tellable(audience=cell.audience, table=cell.table, count=cell.count)
    if not office.place.code.startswith(cell.period.city.code):
        raise RuleBroken("trend.other_city", "Angka ini milik kota lain.", field="cell")
