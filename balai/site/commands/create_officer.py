"""balai create-officer: an officer at an office, or a new start code for one who lost everything."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balai.people.actions import NewAccess

HELP = "buat petugas di sebuah kantor, atau beri kode awal baru (--reset)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="nama pengguna, misalnya: siti.loket")
    parser.add_argument("--name", default="", help="sebutan, misalnya: 'Petugas loket 1'")
    parser.add_argument("--office", default="", help="alamat kantor, misalnya: kec-cikarang-utara")
    parser.add_argument(
        "--role", default="front_desk", help="front_desk, coordinator, editor, … (bawaan: front_desk)"
    )
    parser.add_argument(
        "--reset", action="store_true", help="kode awal baru; kata sandi dan kode HP lama berhenti"
    )


def run(args: argparse.Namespace) -> int:
    from django.core.exceptions import ObjectDoesNotExist

    from balai.base.errors import RuleBroken

    try:
        access = _reset(args) if args.reset else _create(args)
    except RuleBroken as broken:
        print(f"Belum dibuat: {broken.message}", file=sys.stderr)
        return 1
    except ObjectDoesNotExist:
        print("Tidak ditemukan: periksa nama pengguna atau alamat kantor.", file=sys.stderr)
        return 1
    print(f"Nama pengguna: {access.person.username}\nKode awal:     {access.start_code}")
    print("Kode ini tampil sekali saja dan berlaku 3 hari. Serahkan langsung kepada petugasnya.")
    return 0


def _create(args: argparse.Namespace) -> "NewAccess":
    from balai.base import clock
    from balai.base.errors import RuleBroken
    from balai.people import actions
    from balai.people.rules import Role
    from balai.places.models import Office

    if args.role not in Role.values:
        raise RuleBroken(
            "role.unknown", f"Tugas '{args.role}' tidak dikenal. Pilih: {', '.join(Role.values)}."
        )
    return actions.create_officer(
        username=args.username,
        display_name=args.name or args.username,
        role=args.role,
        office=Office.objects.get(slug=args.office),
        now=clock.now(),
    )


def _reset(args: argparse.Namespace) -> "NewAccess":
    from balai.base import clock
    from balai.people import actions
    from balai.people.models import Person

    return actions.reset_access(person=Person.objects.get(username=args.username), now=clock.now())
