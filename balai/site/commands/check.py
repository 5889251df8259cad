"""balai check: what somebody should look at; says it in words and ends with 1 if there is anything."""

import argparse
from collections.abc import Callable

HELP = "periksa catatan perbuatan, kunci, pekerjaan, kabar, dan data warga; sebut apa yang tidak beres"
WHAT = {
    "audit": "catatan perbuatan: tidak ada yang diubah, dihapus, disisipkan, atau ditukar",
    "keys": "kunci: berkas kunci cocok dengan basis data ini",
    "jobs": "pekerjaan: balai work berjalan dan tidak ada yang macet",
    "notices": "kabar: tidak ada yang tertahan atau tidak terkirim",
    "privacy": "data warga: penarikan persetujuan, pembukaan darurat, dan masa simpan ditepati",
    "files": "berkas kiriman: pemindai virus terpasang, tidak ada yang macet atau hilang",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="*", metavar="APA", help="; ".join(f"{k} = {v}" for k, v in WHAT.items())
    )


def run(args: argparse.Namespace) -> int:
    wrong = [name for name in args.what if name not in WHAT]
    if wrong:
        print(f"balai check: tidak mengenal {', '.join(wrong)}. Pilih: {', '.join(WHAT)}.")
        return 2
    counts = [_report(name, check) for name, check in _checks().items() if not args.what or name in args.what]
    return 1 if any(counts) else 0


def _report(name: str, check: Callable[[], list[str]]) -> int:
    found = check()
    print(f"{'✓' if not found else '✗'} {WHAT[name].partition(':')[0]}{'' if found else ': baik'}")
    for text in found:
        print(f"    {text}")
    return len(found)


def _checks() -> dict[str, Callable[[], list[str]]]:
    from balai.audit import verify
    from balai.base import clock
    from balai.cases import jobs as cases
    from balai.documents import jobs as files
    from balai.engine import keys
    from balai.notices import jobs as notices
    from balai.people import jobs as people
    from balai.site import worker

    now = clock.now()
    return {
        "audit": lambda: verify.problems(now=now),
        "keys": keys.key_problems,
        "jobs": worker.problems,
        "notices": lambda: notices.problems(now=now),
        "privacy": lambda: people.problems(now=now) + cases.problems(now=now),
        "files": lambda: files.problems(now=now),
    }
