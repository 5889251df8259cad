"""Work that nobody clicks for: scanning what waits, sweeping what no row names."""

from datetime import datetime, timedelta

from django.conf import settings

from balai.base.jobs import Job
from balai.documents import actions, store
from balai.documents.models import File, Letter
from balai.documents.rules import Size
from balai.documents.rules.letters import Hitch
from balai.documents.scanners import does_without, the_scanner

LATE = timedelta(minutes=15)


def scan(now: datetime) -> int:
    return actions.scan_waiting(now=now)


def is_due(now: datetime) -> bool:
    return File.objects.due(now).exists()


def sweep(now: datetime) -> int:
    return actions.sweep()


def draw_letters(now: datetime) -> int:
    return actions.draw_letters(now=now)


def is_letter_due(now: datetime) -> bool:
    return Letter.objects.due(now).exists()


def problems(*, now: datetime) -> list[str]:
    """What `balai check files` says."""
    said = []
    if settings.IS_PRODUCTION and the_scanner() is None and not does_without():
        said.append(
            "Pemindai virus belum disambungkan: isi BALAI_CLAMAV. Berkas kiriman menunggu di karantina."
        )
    if late := File.objects.waiting().filter(made_at__lt=now - LATE).count():
        said.append(f"{late} berkas menunggu diperiksa lebih dari 15 menit. Lihat /kelola/berkas/.")
    if lost := sum(not is_there(name) for name in _names()):
        said.append(f"{lost} berkas tidak ada di tempat simpannya ({store.folder()}).")
    if Letter.objects.undrawn().filter(hitch=Hitch.NO_PRESS).exists():
        said.append(
            "PDF surat belum dapat dibuat: pustaka Pango belum dipasang. "
            "Surat tetap dapat dicetak dari peramban. "
            "Pasang libpango-1.0-0, libpangoft2-1.0-0, dan libharfbuzz-subset0."
        )
    return said


def _names() -> list[str]:
    return [str(name) for name in File.objects.held().values_list("store_name", flat=True)]


def is_there(name: str) -> bool:
    return store.path_of(f"{name}.{Size.FULL.value}").exists()


JOBS = [
    Job("documents.scan", every=timedelta(seconds=5), run=scan, waiting=is_due, lasts=timedelta(minutes=12)),
    Job(
        "documents.letters",
        every=timedelta(seconds=5),
        run=draw_letters,
        waiting=is_letter_due,
        lasts=timedelta(minutes=12),
    ),
    Job("documents.sweep", every=timedelta(hours=6), run=sweep),
]
