"""Levels of the region tree (Kemendagri codes), kinds of office, seasons of opening hours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from django.db.models import TextChoices

from balai.base.errors import RuleBroken


class Level(TextChoices):
    PROVINCE = "provinsi", "provinsi"
    REGENCY = "kabupaten", "kabupaten"
    CITY = "kota", "kota"
    DISTRICT = "kecamatan", "kecamatan"
    WARD = "kelurahan", "kelurahan"
    VILLAGE = "desa", "desa"


class OfficeKind(TextChoices):
    DISTRICT = "kecamatan", "kantor kecamatan"
    WARD = "kelurahan", "kantor kelurahan"
    MPP = "mpp", "Mal Pelayanan Publik (MPP)"
    UNIT = "upt", "unit pelaksana teknis (UPT)"
    AGENCY = "dinas", "dinas atau badan"
    EMERGENCY = "emergency", "pusat panggilan darurat"


class Season(TextChoices):
    NORMAL = "normal", "biasa"
    RAMADAN = "ramadan", "Ramadan"


class HolidayKind(TextChoices):
    NATIONAL = "libur_nasional", "libur nasional"
    JOINT_LEAVE = "cuti_bersama", "cuti bersama"


CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
CODE_LENGTH = {
    Level.PROVINCE: 2,
    Level.REGENCY: 5,
    Level.CITY: 5,
    Level.DISTRICT: 8,
    Level.WARD: 13,
    Level.VILLAGE: 13,
}
# Kepmendagri 300.2.2-2430/2025: a kelurahan's last part begins with 1, a desa's with 2, a desa adat's with 3.
VILLAGE_LEVELS = {"1": Level.WARD, "2": Level.VILLAGE, "3": Level.VILLAGE}


def level_of(code: str) -> Level | None:
    """The level that a code's pattern (PP.KK.CC.DDDD) stands for; None if it is no code."""
    if not CODE.fullmatch(code):
        return None
    if len(code) == 2:
        return Level.PROVINCE
    if len(code) == 5:
        number = int(code[3:])
        return Level.REGENCY if 1 <= number <= 69 else Level.CITY if 71 <= number <= 99 else None
    return Level.DISTRICT if len(code) == 8 else VILLAGE_LEVELS.get(code[9])


def parent_of(code: str) -> str:
    """'32.16.09' -> '32.16'; a province has none: ''."""
    return code.rpartition(".")[0]


def ancestors_of(code: str) -> list[str]:
    """'32.16.09' -> ['32.16', '32']: the regions that it lies in, nearest first."""
    parent = parent_of(code)
    return [parent, *ancestors_of(parent)] if parent else []


def require_hours(
    opens: time | None, closes: time | None, break_from: time | None, break_to: time | None
) -> None:
    """One day's hours: both ends or none, and a break that lies within."""
    if opens is None and closes is None and break_from is None and break_to is None:
        return
    if opens is None or closes is None:
        raise RuleBroken("hours.half", "Isi jam buka dan jam tutup, atau kosongkan keduanya (tutup).")
    if closes <= opens:
        raise RuleBroken("hours.order", "Jam tutup harus sesudah jam buka.")
    if (break_from is None) != (break_to is None):
        raise RuleBroken("hours.half_break", "Isi awal dan akhir istirahat, atau kosongkan keduanya.")
    if break_from and break_to and not opens <= break_from < break_to <= closes:
        raise RuleBroken("hours.break", "Istirahat harus di antara jam buka dan jam tutup.")


def require_ramadan(year: int, first: date | None, last: date | None) -> None:
    """Ramadan lasts 29 or 30 days and begins in its year."""
    if first is None and last is None:
        return
    if first is None or last is None:
        raise RuleBroken("ramadan.half", "Isi hari pertama dan hari terakhir Ramadan.", field="ramadan_from")
    if first.year != year or (last - first).days + 1 not in {29, 30}:
        raise RuleBroken(
            "ramadan.length", f"Ramadan lamanya 29 atau 30 hari dan mulai tahun {year}.", field="ramadan_to"
        )


@dataclass(frozen=True)
class DayHours:
    """One weekday's hours; 0 = Senin."""

    weekday: int
    opens: time
    closes: time
    break_from: time | None = None
    break_to: time | None = None


def require_weekdays(hours: Sequence[DayHours]) -> None:
    if len({day.weekday for day in hours}) != len(hours):
        raise RuleBroken("hours.weekday_twice", "Satu hari hanya boleh ditulis sekali.")
    for day in hours:
        require_hours(day.opens, day.closes, day.break_from, day.break_to)


HIGHEST, MOST_RTS = 999, 500  # the number of an RW or RT; RTs of one kelurahan
RTS_LINE = re.compile(r"(?:rw\s*)?(\d{1,3})\s*:\s*(?:rt\s*)?(\d[\d\s,–-]*)(\S.{0,119})?", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\d([\s.-]?\d){6}")  # a street has no such number, a telephone has
RTS_PART = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


@dataclass(frozen=True, order=True)
class Rt:
    """One rukun tetangga of an RW; streets as its people call them."""

    rw: int
    rt: int
    streets: str = ""


def rt_name(rw: int, rt: int) -> str:
    """'RT 05 RW 02'."""
    return f"RT {rt:02} RW {rw:02}"


def read_rts(text: str) -> list[Rt]:
    """Lines like '01: 1-6', or '02: 5 Jalan DI Panjaitan'; each RT once."""
    found: dict[tuple[int, int], Rt] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for rt in _rts_of(line.strip(), number) if line.strip() else ():
            if (rt.rw, rt.rt) in found:
                raise _bad_line(number, f"{rt_name(rt.rw, rt.rt)} sudah ditulis sebelumnya")
            found[rt.rw, rt.rt] = rt
    if len(found) > MOST_RTS:
        raise RuleBroken("rts.many", f"Paling banyak {MOST_RTS} RT dalam satu kelurahan.", field="text")
    return sorted(found.values())


def _rts_of(line: str, number: int) -> list[Rt]:
    read = RTS_LINE.fullmatch(line)
    parts = [RTS_PART.fullmatch(part.strip()) for part in read[2].strip(" ,").split(",")] if read else [None]
    if not read or not all(parts):
        raise _bad_line(number, "tidak terbaca")
    spans = [(int(part[1]), int(part[2] or part[1])) for part in parts if part]
    rw, streets = int(read[1]), " ".join((read[3] or "").split())
    if LONG_NUMBER.search(streets):
        raise _bad_line(number, "nomor telepon tidak disimpan di sini")
    if not rw or any(not 1 <= first <= last for first, last in spans):
        raise _bad_line(number, "nomor RW atau RT tidak benar")
    return [Rt(rw, rt, streets) for first, last in spans for rt in range(first, last + 1)]


def _bad_line(number: int, what: str) -> RuleBroken:
    return RuleBroken("rts.line", f"Baris {number}: {what}. Contoh: 01: 1-6.", field="text")


def write_rts(rts: Iterable[Rt]) -> str:
    """The same list as lines again: what `read_rts` reads."""
    lines = []
    for (rw, streets), group in groupby(sorted(rts, key=_by_line), key=lambda rt: (rt.rw, rt.streets)):
        runs = groupby(enumerate(rt.rt for rt in group), key=lambda pair: pair[1] - pair[0])
        spans = [[rt for _, rt in run] for _, run in runs]
        words = ", ".join(f"{s[0]}-{s[-1]}" if len(s) > 1 else f"{s[0]}" for s in spans)
        lines.append(f"{rw:02}: {words} {streets}".rstrip())
    return "\n".join(lines)


def _by_line(rt: Rt) -> tuple[int, str, int]:
    return rt.rw, rt.streets, rt.rt
