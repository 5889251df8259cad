"""Reasons in plain Indonesian: every closed door says why, and when it opens again."""

from collections.abc import Iterable, Sequence
from datetime import time

from balai.base import zones
from balai.programs.rules.series import Almanac, Day, Hours, Rule
from balai.programs.rules.words import NTHS, Cause, DayState, OnHolidays, Pattern


def holiday_name(name: str) -> str:
    """'Hari Raya Idul Adha' -> 'Idul Adha'; joint leave keeps its words, in small letters."""
    name = name.replace("Hari Raya ", "", 1) if not name.startswith("Hari kedua") else name
    return name.replace("Cuti Bersama ", "cuti bersama ", 1)


def listing(words: Iterable[str]) -> str:
    """'a', 'a dan b', 'a, b, dan c'."""
    words = list(words)
    if len(words) < 3:
        return " dan ".join(words)
    return ", ".join(words[:-1]) + ", dan " + words[-1]


def because(day: Day) -> str:
    """One sentence about one day."""
    said = listing(holiday_name(word) for word in day.words)
    opens, shuts = _OPEN.get(day.cause), _SHUT.get(day.cause)
    text = opens if day.state == DayState.OPEN else shuts
    if day.state == DayState.UNDECIDED and day.cause == Cause.HOLIDAY:
        text = "Perlu keputusan kantor karena {said}."
    if day.cause == Cause.MOVED_HERE and day.on == day.planned_on:
        text = "Buka, tetapi jam atau tempatnya diubah."
    sentence = (text or "").format(
        said=said,
        weekday=zones.WEEKDAYS[day.on.weekday()],
        place=day.place,
        origin=zones.day(day.planned_on),
        to=zones.day(day.moved_to) if day.moved_to else "",
    )
    if said and text and "{said}" not in text and day.cause != Cause.NOT_A_DAY:
        return f"{sentence} {_stopped(said[:1].upper() + said[1:])}"
    return sentence


def why(day: Day, following: Day | None, almanac: Almanac | None = None) -> str:
    """The reason, and if the door is shut, when it opens again."""
    parts = [because(day)]
    if not day.is_open:
        parts.append(_again(following))
    if almanac and day.on.year in almanac.unfixed_years:
        parts.append(f"Cuti bersama tahun {day.on.year} belum ditetapkan.")
    return " ".join(parts)


def next_sentence(name: str, following: Day | None, closed: Sequence[Day]) -> str:
    """'Bestie berikutnya: Rabu, 3 Juni 2026. Rabu, 27 Mei 2026 tutup karena Idul Adha.'"""
    if following is None:
        return f"{name}: jadwal berikutnya belum ada."
    parts = [f"{name} berikutnya: {zones.day(following.on)}."]
    parts += [f"{zones.day(day.on)}: {_lower(because(day))}" for day in closed]
    return " ".join(parts)


def hours_words(hours: Hours, zone: str) -> str:
    return f"{_clock(hours.opens)}–{_clock(hours.closes)} {zones.zone_name(zone)}"


def describe(rule: Rule, zone: str) -> str:
    """'Setiap Minggu dan hari libur nasional, 09.00–11.00 WIB'."""
    text = _days_words(rule)
    if rule.on_holidays == OnHolidays.OPEN:
        text += " dan hari libur nasional" + (" (termasuk cuti bersama)" if rule.counts_joint_leave else "")
    if rule.timetable.normal:
        text += f", {hours_words(rule.timetable.normal, zone)}"
    return text + _HOLIDAY_TAIL[rule.on_holidays]


def _days_words(rule: Rule) -> str:
    if rule.pattern == Pattern.DATES:
        return f"Keliling, {len(rule.listed)} tanggal" if rule.listed else "Pada tanggal yang diumumkan"
    days = listing(zones.WEEKDAYS[weekday] for weekday in sorted(rule.weekdays)) or "hari belum dipilih"
    if rule.pattern == Pattern.MONTHLY:
        nths = listing(NTHS[nth] for nth in sorted(rule.nths, key=lambda nth: nth % 7)) or "belum dipilih"
        return f"{days} {nths} setiap bulan"
    if rule.every == 1:
        return f"Setiap {days}"
    return f"{days}, setiap {rule.every} pekan"


def _again(following: Day | None) -> str:
    return f"Buka lagi {zones.day(following.on)}." if following else "Jadwal berikutnya belum ada."


def _clock(at: time) -> str:
    return at.strftime("%H.%M")


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


_HOLIDAY_TAIL = {
    OnHolidays.OPEN: "",
    OnHolidays.CLOSED: "; tutup pada hari libur",
    OnHolidays.ASK: "; hari libur diputuskan kantor",
    OnHolidays.SAME: "; juga bila hari libur",
}
_OPEN = {
    Cause.RULE: "Buka karena hari {weekday}.",
    Cause.RULE_AND_HOLIDAY: "Buka karena hari {weekday}, juga {said}.",
    Cause.HOLIDAY: "Buka karena {said}.",
    Cause.LISTED: "Buka sesuai jadwal keliling di {place}.",
    Cause.ADDED: "Buka sebagai tambahan jadwal.",
    Cause.MOVED_HERE: "Buka dengan perubahan dari jadwal {origin}.",
    Cause.DECIDED: "Buka menurut keputusan kantor.",
}
_SHUT = {
    Cause.HOLIDAY: "Tutup karena {said}.",
    Cause.NOT_A_DAY: "Tutup: bukan hari layanan.",
    Cause.NOT_STARTED: "Tutup: belum dimulai.",
    Cause.ENDED: "Tutup: program sudah berakhir.",
    Cause.PAUSED: "Tutup: berhenti sementara.",
    Cause.CANCELLED: "Dibatalkan.",
    Cause.MOVED_AWAY: "Dipindah ke {to}.",
    Cause.NO_HOURS: "Jam belum diisi oleh kantor.",
}
