"""The first day of an installation: what is asked, what is made, what is told."""

import argparse
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils.text import slugify

from balai.base import clock, sealing
from balai.base.errors import RuleBroken
from balai.engine.actions import begin_installation, remember_keys
from balai.people.actions import NewAccess, create_officer
from balai.people.rules import Role, read_username
from balai.places import actions as places
from balai.places.models import Office, Place
from balai.places.provinces import PROVINCES, zone_of
from balai.places.regions import Region
from balai.places.rules import OfficeKind, level_of, parent_of
from balai.site.fresh import make_tables

PREFIX = {OfficeKind.DISTRICT: "kec", OfficeKind.WARD: "kel"}
KEPT = ("BALAI_STATE_DIR", "DATABASE_URL")


@dataclass(frozen=True)
class Answers:
    url: str
    place: str
    place_names: dict[str, str]
    office_name: str
    kind: str
    slug: str
    counters: int
    head_username: str
    head_name: str
    env: Path


def require_empty() -> None:
    """Setup is for the first day only: it never touches an installation that has an office."""
    if connection.vendor == "sqlite":
        Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
        os.umask(0o077)  # the database that is made now belongs to its owner alone
    tables = connection.introspection.table_names()
    if "places_office" in tables and Office.objects.exists():
        raise RuleBroken(
            "setup.done",
            "Sudah ada kantor di sini. Petugas baru: `balai create-officer` atau halaman Petugas.",
        )


def ask(args: argparse.Namespace) -> Answers:
    """From the options; what is missing is asked, or taken from the default with --yes."""

    def answer(option: str, question: str, default: str = "") -> str:
        given = getattr(args, option)
        if given is None and not args.yes:
            given = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
        given = str(given or default)
        if not given:
            raise RuleBroken("setup.missing", f"{question}: belum diisi (--{option.replace('_', '-')}).")
        return given

    usual_url = settings.BALAI_URL if settings.BALAI_URL.startswith("https://") else ""
    url = answer("url", "Alamat situs (https://…)", usual_url)
    if not url.startswith("https://"):
        raise RuleBroken("setup.url", "Alamat situs harus diawali https://")
    place = answer("place", "Kode wilayah kantor (contoh: 32.16.09)")
    names = _place_names(place, args)
    kind = answer("office_kind", "Jenis kantor (kecamatan, kelurahan, mpp, upt, dinas)", _usual_kind(place))
    if kind not in OfficeKind.values:
        raise RuleBroken("setup.kind", f"Jenis kantor '{kind}' tidak dikenal.")
    here = names.get(place) or str(_known(place))
    name = answer("office_name", "Nama kantor", f"{kind.capitalize()} {here}")
    usual = f"{PREFIX.get(OfficeKind(kind), kind)}-{slugify(here)}"
    return Answers(
        url=url,
        place=place,
        place_names=names,
        office_name=name,
        kind=kind,
        slug=slugify(answer("slug", "Alamat pendek kantor", usual)),
        counters=int(answer("counters", "Banyaknya loket", "1")),
        head_username=read_username(answer("head_username", "Nama pengguna kepala kantor", "kepala")),
        head_name=answer("head_name", "Sebutan kepala kantor", "Kepala kantor"),
        env=Path(args.env),
    )


def _known(code: str) -> Place | None:
    ready = "places_place" in connection.introspection.table_names()
    return Place.objects.filter(code=code).first() if ready else None


def _usual_kind(code: str) -> str:
    return "kelurahan" if len(code) == 13 else "kecamatan" if len(code) == 8 else "dinas"


def _place_names(code: str, args: argparse.Namespace) -> dict[str, str]:
    """Names of this region and its parents, as far as the database does not know them."""
    if level_of(code) is None or not zone_of(code):
        raise RuleBroken("setup.place", f"Kode wilayah '{code}' tidak sesuai pola, contoh: 32.16.09.")
    given = dict(text.split("=", 1) for text in args.place_name if "=" in text)
    names: dict[str, str] = {}
    while code:
        if not _known(code):
            usual = given.get(code) or PROVINCES.get(code, ("", ""))[0]
            if not usual and not args.yes:
                usual = input(f"Nama wilayah {code}: ").strip()
            if not usual:
                raise RuleBroken(
                    "setup.place_name", f"Nama wilayah {code} belum diisi (--place-name {code}=…)."
                )
            names[code] = usual
        code = parent_of(code)
    return names


def begin(answers: Answers) -> Iterator[str]:
    now = clock.now()
    yield from _keys()
    make_tables()
    yield "Basis data siap."
    access = _office_and_head(answers, now)
    yield f"Kantor dibuat: {answers.office_name} ({answers.url}/kantor/{answers.slug}/)"
    yield from _environment(answers)
    yield from _next(answers, access)


def _keys() -> Iterator[str]:
    path = Path(settings.BALAI_KEYS)
    if path.exists():
        yield f"Kunci sudah ada: {path}"
        return
    try:
        sealing.write_ring(path, sealing.new_ring())
    except OSError as error:
        raise RuleBroken(
            "setup.keys", f"Berkas kunci tidak dapat ditulis: {path} ({error.strerror})."
        ) from error
    yield f"Kunci dibuat: {path}. Simpan dua salinan di luar komputer ini."
    yield "Tanpa kunci itu, nama dan nomor HP di basis data tidak dapat dibuka lagi."


@transaction.atomic
def _office_and_head(answers: Answers, now: datetime) -> NewAccess:
    begin_installation(now=now)
    remember_keys(now=now)
    for code, name in reversed(answers.place_names.items()):
        level = level_of(code)
        assert level
        places.record_place(region=Region(code, name, level, zone_of(code), ""), now=now)
    office = places.create_office(
        slug=answers.slug,
        name=answers.office_name,
        kind=answers.kind,
        place=Place.objects.get(code=answers.place),
        to_confirm="Alamat, telepon, dan jam buka belum diisi.",
        now=now,
    )
    for number in range(1, answers.counters + 1):
        places.add_counter(office=office, number=number, now=now)
    return create_officer(
        username=answers.head_username,
        display_name=answers.head_name,
        role=Role.OFFICE_HEAD,
        office=office,
        now=now,
    )


def _environment(answers: Answers) -> Iterator[str]:
    """Settings for the server; a file that is there already is left alone."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    values = {
        "BALAI_PROFILE": "production",
        "BALAI_URL": answers.url.rstrip("/"),
        "BALAI_HOSTS": urlsplit(answers.url).hostname or "",
        "BALAI_SECRET_KEY": secrets.token_urlsafe(60),
        "BALAI_KEYS": str(Path(settings.BALAI_KEYS).resolve()),
    } | kept
    lines = [f"{name}={value}" for name, value in values.items()]
    try:
        with os.fdopen(os.open(answers.env, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("\n".join(lines) + "\n")
        yield f"Setelan ditulis: {answers.env} (hanya terbaca oleh pemiliknya)"
    except OSError:
        yield f"Setelan tidak ditulis ({answers.env} sudah ada atau tidak dapat ditulis). Yang disarankan:"
        yield from (f"    {line}" for line in lines)


def _next(answers: Answers, access: NewAccess) -> Iterator[str]:
    yield ""
    yield f"Nama pengguna: {access.person.username}"
    yield f"Kode awal:     {access.start_code}   (tampil sekali saja, berlaku 3 hari)"
    yield ""
    yield "Langkah berikutnya:"
    yield "  1. Jalankan situs:    balai serve   (dan di sampingnya: balai work)"
    yield f"  2. Masuk di {answers.url.rstrip('/')}/masuk/ dengan kode awal itu."
    yield "     Balai meminta kata sandi baru, lalu kode pengaman di HP."
    yield "  3. Isi alamat dan jam buka di Kelola > Kantor."
    yield "  4. Wilayah seluruh Indonesia (boleh nanti):  balai import wilayah wilayah.csv"
    yield "  5. Contoh layanan dan program (boleh nanti): balai plant"
