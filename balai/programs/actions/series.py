from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.places.models import Place
from balai.programs import rules
from balai.programs.actions.desks import require_crews_apart_ahead
from balai.programs.actions.program import _permission, _require_still_complete
from balai.programs.actions.sessions import bring_all_in_line
from balai.programs.actions.touched import affected_sessions, settle
from balai.programs.calendar import rule_from_terms, series_of
from balai.programs.models import Pause, Program, RotaDay, RuleHours, RuleVersion
from balai.programs.models.series import NTH_ORDER, bits
from balai.programs.rules import RotaEntry, RuleTerms, require_crews_apart

Decisions = Mapping[int, str]


@transaction.atomic
def change_rule(
    *,
    program: Program,
    terms: RuleTerms,
    starts_on: date,
    by: object,
    now: datetime,
    decisions: Decisions | None = None,
    reason: str = "",
) -> RuleVersion:
    """From this day on the series follows these terms; each booked session that it touches is decided on."""
    program = locked(program)
    require(by, _permission(program), at=program.office)
    _require_not_past(program, starts_on, now)
    _require_crews_apart(program, terms)
    touched = affected_sessions(program, becoming(program, terms, starts_on), now=now)
    settle(touched, decisions or {}, reason=reason or "Jadwal berubah.", now=now)
    revision = _next_revision(program, now)
    version = _write_version(program, terms, starts_on, revision)
    _require_still_complete(program)
    _follow(program, now)
    record(
        "program.rule_changed",
        program,
        by=by,
        office=program.office,
        now=now,
        starts_on=starts_on.isoformat(),
        touched=[t.session.pk for t in touched],
    )
    return version


@transaction.atomic
def pause_program(
    *,
    program: Program,
    starts_on: date,
    reason: str,
    by: object,
    now: datetime,
    ends_on: date | None = None,
    decisions: Decisions | None = None,
) -> Pause:
    """No openings for a while; the page says why and when it goes on."""
    program = locked(program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    _require_not_past(program, starts_on, now)
    if ends_on and ends_on < starts_on:
        raise RuleBroken("pause.order", "Tanggal selesai harus sesudah tanggal mulai.", field="ends_on")
    pause = rules.Pause(starts_on, ends_on, reason)
    series = series_of(program)
    touched = affected_sessions(program, replace(series, pauses=(*series.pauses, pause)), now=now)
    settle(touched, decisions or {}, reason=reason, now=now)
    row = Pause.objects.create(
        program=program,
        starts_on=starts_on,
        ends_on=ends_on,
        covered_until=ends_on,
        reason=reason,
        revision=_next_revision(program, now),
    )
    _follow(program, now)
    record("program.paused", program, by=by, office=program.office, now=now, starts_on=starts_on.isoformat())
    return row


@transaction.atomic
def resume_program(*, pause: Pause, resumes_on: date, by: object, now: datetime) -> Pause | None:
    """The pause ends before this day; a pause that had not begun is taken back."""
    program = locked(pause.program)
    require(by, Permission.PROGRAM_PUBLISH, at=program.office)
    pause = locked(pause)
    revision = _next_revision(program, now)
    if resumes_on <= pause.starts_on:
        pause.delete()
        kept = None
    else:
        pause.ends_on, pause.revision = resumes_on - timedelta(days=1), revision
        pause.save(update_fields=["ends_on", "revision"])
        kept = pause
    _follow(program, now)
    record("program.resumed", program, by=by, office=program.office, now=now, on=resumes_on.isoformat())
    return kept


@transaction.atomic
def end_series(
    *,
    program: Program,
    ends_on: date | None,
    by: object,
    now: datetime,
    decisions: Decisions | None = None,
    reason: str = "Program berakhir.",
) -> Program:
    """The last day of the promise, or None for no end."""
    program = locked(program)
    require(by, _permission(program), at=program.office)
    touched = affected_sessions(program, replace(series_of(program), ends_on=ends_on), now=now)
    settle(touched, decisions or {}, reason=reason, now=now)
    program.series.ends_on = ends_on
    program.series.save(update_fields=["ends_on"])
    _next_revision(program, now)
    _follow(program, now)
    record(
        "program.ends",
        program,
        by=by,
        office=program.office,
        now=now,
        on=ends_on.isoformat() if ends_on else "",
    )
    return program


def becoming(program: Program, terms: RuleTerms, starts_on: date) -> rules.Series:
    """The series as it would be: for previews and for the list of touched sessions."""
    series = series_of(program)
    kept = tuple(rule for rule in series.rules if rule.starts_on != starts_on)
    return replace(series, rules=(*kept, rule_from_terms(terms, starts_on, program.office)))


def _follow(program: Program, now: datetime) -> None:
    bring_all_in_line(program, now=now)
    require_crews_apart_ahead(program, now)


def _next_revision(program: Program, now: datetime) -> int:
    program.revision, program.changed_at = program.revision + 1, now
    program.save(update_fields=["revision", "changed_at"])
    return program.revision


def _require_not_past(program: Program, starts_on: date, now: datetime) -> None:
    today = zones.local_day(now, program.zone)
    if program.is_published and starts_on < today:
        message = "Jadwal yang sudah lewat tidak bisa diubah. Pilih hari ini atau sesudahnya."
        raise RuleBroken("rule.past", message, field="starts_on")


def _require_crews_apart(program: Program, terms: RuleTerms) -> None:
    """The rota's own days, and the same crews in other programmes on those days."""
    own = [RotaEntry(row.on, _place_words(row), row.crew, program.name) for row in terms.rota]
    days = [row.on for row in terms.rota]
    others = RotaDay.objects.filter(on__in=days).exclude(rule__series__program=program).exclude(crew="")
    taken = [
        RotaEntry(row.on, str(row), row.crew, row.rule.series.program.name)
        for row in others.select_related("rule__series__program", "place")
    ]
    require_crews_apart([*taken, *own])


def _place_words(row: rules.RotaTerms) -> str:
    if row.place_text:
        return row.place_text
    place = Place.objects.filter(code=row.place_code).first()
    return str(place) if place else "tempat lain"


def _write_version(program: Program, terms: RuleTerms, starts_on: date, revision: int) -> RuleVersion:
    RuleVersion.objects.filter(series=program.series, starts_on=starts_on).delete()
    version = RuleVersion.objects.create(
        series=program.series,
        starts_on=starts_on,
        pattern=terms.pattern,
        weekdays=bits(terms.weekdays, tuple(range(7))),
        every=terms.every,
        anchor=terms.anchor,
        nths=bits(terms.nths, NTH_ORDER),
        on_holidays=terms.on_holidays or "",
        counts_joint_leave=terms.counts_joint_leave,
        uses_office_hours=terms.uses_office_hours,
        opens=terms.opens,
        closes=terms.closes,
        ramadan_opens=terms.ramadan_opens,
        ramadan_closes=terms.ramadan_closes,
        revision=revision,
    )
    _write_hours(version, terms)
    _write_rota(version, terms)
    return version


def _write_hours(version: RuleVersion, terms: RuleTerms) -> None:
    RuleHours.objects.bulk_create(
        RuleHours(rule=version, season=row.season, weekday=row.weekday, opens=row.opens, closes=row.closes)
        for row in terms.weekday_hours
    )


def _write_rota(version: RuleVersion, terms: RuleTerms) -> None:
    codes = {row.place_code for row in terms.rota if row.place_code}
    places = {place.code: place for place in Place.objects.filter(code__in=codes)}
    unknown = sorted(codes - set(places))
    if unknown:
        raise RuleBroken("rota.place_unknown", f"Wilayah tidak dikenal: {', '.join(unknown)}.", field="rota")
    RotaDay.objects.bulk_create(
        RotaDay(
            rule=version,
            on=row.on,
            place=places.get(row.place_code),
            place_text=row.place_text,
            crew=row.crew,
            opens=row.opens,
            closes=row.closes,
        )
        for row in terms.rota
    )
