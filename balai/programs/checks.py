"""What a programme still lacks before people may be told of it; every app above adds its own sentences."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from balai.programs.calendar import series_of
from balai.programs.models import Program, RuleVersion, Session
from balai.programs.rules import ChangeKind, Pattern


def missing(program: Program) -> list[str]:
    """Sentences in the order in which an officer would fill them in."""
    return [*_missing_facts(program), *_missing_rule(program)]


def missing_everywhere(program: Program) -> list[str]:
    """This app's sentences and those of every installed app with a `checks.missing(program)`."""
    return [sentence for module in _modules() for sentence in _ask(module, program)]


def booked_everywhere(session: Session) -> int:
    """How many people count on this session: the sum of every `checks.booked(session)`."""
    return sum(getattr(module, "booked", _nobody)(session) for module in _modules())


def takes_bookings_anywhere(program: Program) -> bool:
    """Whether an app above takes bookings for it (`checks.takes_bookings(program)`)."""
    return any(getattr(module, "takes_bookings", _never)(program) for module in _modules())


def follow_everywhere(session: Session, now: datetime) -> None:
    """Every app with a `checks.follow(session, now)` brings its rows of this session to its revision."""
    for module in _modules():
        if hasattr(module, "follow"):
            module.follow(session, now)


def _modules() -> Iterator[ModuleType]:
    for config in apps.get_app_configs():
        if config.name.startswith("balai.") and find_spec(f"{config.name}.checks"):
            yield import_module(f"{config.name}.checks")


def _ask(module: ModuleType, program: Program) -> list[str]:
    return list(module.missing(program)) if hasattr(module, "missing") else []


def _nobody(session: Session) -> int:
    return 0


def _never(program: Program) -> bool:
    return False


def _missing_facts(program: Program) -> list[str]:
    lacks = {
        "Isi untuk apa program ini.": not program.purpose,
        "Isi tempat.": not program.place_text and not _is_rota(program),
        "Nyatakan biaya: tanpa biaya, atau berapa rupiah.": not program.is_free and program.fee is None,
    }
    return [sentence for sentence, is_missing in lacks.items() if is_missing]


def _latest(program: Program) -> RuleVersion | None:
    series = getattr(program, "series", None)
    return max(series.rules.all(), key=lambda rule: rule.starts_on, default=None) if series else None


def _is_rota(program: Program) -> bool:
    version = _latest(program)
    return bool(version and version.pattern == Pattern.DATES)


def _adds_days(program: Program) -> bool:
    """A dialogue is scheduled date by date, each with its hours and place."""
    return any(change.kind == ChangeKind.ADDED for change in program.changes.all())


def _missing_rule(program: Program) -> list[str]:
    version = _latest(program)
    if version is None:
        return ["Isi hari dan jam."]
    lacks = {
        "Pilih hari.": version.pattern != Pattern.DATES and not version.weekdays,
        "Pilih hari ke berapa dalam bulan.": version.pattern == Pattern.MONTHLY and not version.nths,
        "Isi tanggal dan tempat keliling.": version.pattern == Pattern.DATES
        and not version.rota.all()
        and not _adds_days(program),
        "Isi jam.": _lacks_hours(program, version),
        "Pilih sikap pada hari libur nasional.": not version.on_holidays,
    }
    return [sentence for sentence, is_missing in lacks.items() if is_missing]


def _lacks_hours(program: Program, version: RuleVersion) -> bool:
    rule = next(r for r in series_of(program).rules if r.starts_on == version.starts_on)
    if rule.timetable.normal:
        return False
    if rule.pattern == Pattern.DATES:
        return not (rule.listed or _adds_days(program)) or any(stop.hours is None for stop in rule.listed)
    return not rule.weekdays or any(day not in rule.timetable.by_weekday for day in rule.weekdays)
