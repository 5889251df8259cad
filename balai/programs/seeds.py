"""The `[programs]` table of a seed file, read into actions; and a programme read back into the same table."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from balai.base import zones
from balai.base.errors import RuleBroken
from balai.places.models import Office
from balai.places.rules import Season
from balai.programs import actions
from balai.programs.models import Program, RuleVersion
from balai.programs.rules import HoursTerms, OnHolidays, Pattern, RotaTerms, RuleTerms
from balai.programs.rules.words import NTHS

Table = dict[str, Any]
FACTS = {
    "nama": "name",
    "sebutan": "tagline",
    "untuk_apa": "purpose",
    "untuk_siapa": "audience",
    "tempat": "place_text",
    "gratis": "is_free",
    "biaya": "fee",
    "petugas_jaga": "needs_roster",
    "catatan_lapangan": "records",
    "sumber": "source",
}
PATTERNS = {"mingguan": Pattern.WEEKLY, "bulanan": Pattern.MONTHLY, "tanggal": Pattern.DATES}
ON_HOLIDAYS = {
    "buka": OnHolidays.OPEN,
    "tutup": OnHolidays.CLOSED,
    "putuskan": OnHolidays.ASK,
    "tetap": OnHolidays.SAME,
}
DAYS = {name.lower(): number for number, name in enumerate(zones.WEEKDAYS)}
ORDINALS = {word: number for number, word in NTHS.items()}
RULE_KEYS = [
    "pola",
    "hari",
    "setiap_pekan",
    "dihitung_dari",
    "ke",
    "libur",
    "cuti_bersama",
    "jam",
    "jam_ramadan",
    "jam_hari",
    "jam_ramadan_hari",
    "keliling",
    "berlaku_mulai",
    "berakhir",
]
KEYS = frozenset([*FACTS, *RULE_KEYS, "kantor", "contoh"])
OFFICE_HOURS = "kantor"


def plant(*, slug: str, table: Table, by: object, now: datetime) -> Program:
    """Make the programme, or bring it to what the table says."""
    program = Program.objects.with_series().filter(slug=slug).first()
    if program is None:
        program = actions.create_program(office=_office(table), slug=slug, by=by, now=now, **_facts(table))
    else:
        program = actions.edit_program(program=program, by=by, now=now, **_facts(table))
    if any(key in table for key in RULE_KEYS):
        _plant_rule(program, table, by=by, now=now)
    return Program.objects.with_series().get(pk=program.pk)


def read(*, program: Program) -> Table:
    """The programme as a table, without what is empty: what `plant` would make again."""
    table: Table = {"kantor": program.office.slug}
    table |= {key: getattr(program, name) for key, name in FACTS.items()}
    versions = sorted(program.series.rules.all(), key=lambda rule: rule.starts_on)
    table |= _rule_table(versions[-1]) if versions else {}
    table["berakhir"] = program.series.ends_on
    return {key: _plain(value) for key, value in table.items() if value not in (None, "", [], {}, False)}


def terms_of(table: Mapping[str, Any]) -> RuleTerms:
    """The rule that a table states; words that are not known are an error that names them."""
    opens, closes = _span(None if table.get("jam") == OFFICE_HOURS else table.get("jam"), "jam")
    ramadan_opens, ramadan_closes = _span(table.get("jam_ramadan"), "jam_ramadan")
    on_holidays = _word(ON_HOLIDAYS, table["libur"], "libur") if "libur" in table else None
    return RuleTerms(
        pattern=_word(PATTERNS, table.get("pola", "tanggal" if "keliling" in table else "mingguan"), "pola"),
        weekdays=frozenset(_word(DAYS, name, "hari") for name in table.get("hari", [])),
        every=table.get("setiap_pekan", 1),
        anchor=_date(table.get("dihitung_dari")),
        nths=frozenset(_word(ORDINALS, word, "ke") for word in table.get("ke", [])),
        on_holidays=on_holidays,
        counts_joint_leave=table.get("cuti_bersama", on_holidays in (OnHolidays.CLOSED, OnHolidays.ASK)),
        uses_office_hours=table.get("jam") == OFFICE_HOURS,
        opens=opens,
        closes=closes,
        ramadan_opens=ramadan_opens,
        ramadan_closes=ramadan_closes,
        weekday_hours=(
            *_hours(table, "jam_hari", Season.NORMAL),
            *_hours(table, "jam_ramadan_hari", Season.RAMADAN),
        ),
        rota=tuple(_rota(row) for row in table.get("keliling", [])),
    )


def _facts(table: Table) -> dict[str, Any]:
    blank = {"name": "", "is_free": False, "fee": None, "needs_roster": False, "records": []}
    facts = {name: table.get(key, blank.get(name, "")) for key, name in FACTS.items()}
    if not facts["name"]:
        raise RuleBroken("seed.name", "Isi nama program.", key="nama")
    return facts


def _office(table: Table) -> Office:
    office = Office.objects.filter(slug=table.get("kantor", "")).first()
    if office is None:
        message = f"Kantor '{table.get('kantor', '')}' belum ada. Tanam dulu seeds/places."
        raise RuleBroken("seed.office", message, key="kantor")
    return office


def _plant_rule(program: Program, table: Table, *, by: object, now: datetime) -> None:
    today = zones.local_day(now, program.office.zone)
    starts_on = today if program.is_published else _date(table.get("berlaku_mulai")) or today
    actions.change_rule(program=program, terms=terms_of(table), starts_on=starts_on, by=by, now=now)
    ends_on = _date(table.get("berakhir"))
    if ends_on != program.series.ends_on:
        actions.end_series(program=program, ends_on=ends_on, by=by, now=now)


def _rule_table(version: RuleVersion) -> Table:
    return {
        "pola": _key(PATTERNS, version.pattern),
        "hari": [zones.WEEKDAYS[day].lower() for day in sorted(version.weekday_set)],
        "setiap_pekan": version.every if version.every > 1 else None,
        "dihitung_dari": version.anchor,
        "ke": [NTHS[nth] for nth in sorted(version.nth_set, key=lambda nth: nth % 7)],
        "libur": _key(ON_HOLIDAYS, version.on_holidays) if version.on_holidays else None,
        "cuti_bersama": "ya" if version.counts_joint_leave else "tidak",
        "jam": OFFICE_HOURS if version.uses_office_hours else _span_text(version.opens, version.closes),
        "jam_ramadan": _span_text(version.ramadan_opens, version.ramadan_closes),
        "jam_hari": _hours_table(version, Season.NORMAL),
        "jam_ramadan_hari": _hours_table(version, Season.RAMADAN),
        "keliling": [_rota_table(row) for row in sorted(version.rota.all(), key=lambda row: row.on)],
        "berlaku_mulai": version.starts_on,
    }


def _rota_table(row: Any) -> Table:
    table = {
        "tanggal": row.on,
        "tempat": row.place_text,
        "wilayah": row.place.code if row.place else "",
        "regu": row.crew,
        "jam": _span_text(row.opens, row.closes),
    }
    return {key: _plain(value) for key, value in table.items() if value not in (None, "")}


def _hours_table(version: RuleVersion, season: str) -> Table:
    rows = [row for row in version.weekday_hours.all() if row.season == season]
    return {zones.WEEKDAYS[row.weekday].lower(): _span_text(row.opens, row.closes) for row in rows}


def _rota(row: Mapping[str, Any]) -> RotaTerms:
    on = _date(row.get("tanggal"))
    if on is None:
        raise RuleBroken("seed.rota", "Setiap baris keliling perlu tanggal.", key="keliling")
    opens, closes = _span(row.get("jam"), "keliling")
    return RotaTerms(on, row.get("tempat", ""), row.get("wilayah", ""), row.get("regu", ""), opens, closes)


def _hours(table: Mapping[str, Any], key: str, season: str) -> list[HoursTerms]:
    rows = []
    for name, span in table.get(key, {}).items():
        opens, closes = _span(span, key)
        if opens and closes:
            rows.append(HoursTerms(_word(DAYS, name, key), opens, closes, season))
    return rows


def _span(value: object, key: str) -> tuple[time | None, time | None]:
    if value is None:
        return None, None
    if not isinstance(value, list) or len(value) != 2:
        raise RuleBroken("seed.hours", f'{key}: tulis dua jam, misalnya ["09:00", "11:00"].', key=key)
    try:
        return time.fromisoformat(str(value[0])), time.fromisoformat(str(value[1]))
    except ValueError:
        raise RuleBroken(
            "seed.hours", f'{key}: jam tidak terbaca. Contoh: ["09:00", "11:00"].', key=key
        ) from None


def _word(words: Mapping[str, Any], word: object, key: str) -> Any:
    if word not in words:
        raise RuleBroken("seed.word", f"{key}: '{word}' tidak dikenal. Pilih: {', '.join(words)}.", key=key)
    return words[word]  # type: ignore[index]


def _key(words: Mapping[str, Any], value: object) -> str:
    return next(key for key, word in words.items() if word == value)


def _date(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _span_text(opens: time | None, closes: time | None) -> list[str] | None:
    return [f"{opens:%H:%M}", f"{closes:%H:%M}"] if opens and closes else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
