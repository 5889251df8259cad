"""balai demo: try Balai on this machine with invented people, on the demo's own clock.

A database that it made and marked itself, its own clock, the server and the jobs, bound to 127.0.0.1.
A database that is not marked as demo is refused.
"""

import argparse
import http.client
import os
import signal
import socket
import sys
import time
from contextlib import closing, suppress
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

HELP = "coba Balai di komputer ini: data rekaan, jam sendiri, peran berganti dengan satu klik"
NEEDS_DJANGO = False  # the profile is chosen first
STATE = Path("var/demo").resolve()
LETTERS = STATE / "kabar.log"  # what the demo would send: a screen full of it hides the address
STARTS_AT = datetime(2026, 5, 24, 8, 50, tzinfo=ZoneInfo("Asia/Jakarta"))
REFUSED = """Demo tidak dijalankan: basis data ini bukan basis data demo.
Demo hanya memakai basis data yang dibuatnya sendiri, supaya data sungguhan aman."""

GREETING = """
  Balai menyala:  {address}

  Hari ini di demo: Minggu, 24 Mei 2026, menjelang buka pukul 09.00 WIB.
  Coba dulu:
    1. {address}/            cari "ktp hilang", pilih jam, lihat nomor Anda
    2. {address}/demo/       jadi petugas loket dengan satu klik, lalu panggil
    3. {address}/komponen/   semua bagian halaman dalam semua keadaan

  Semua orang di sini rekaan. Kabar yang akan dikirim ke mereka: {letters}
  Berhenti: Ctrl+C.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="bawaan: 8000")
    parser.add_argument("--fresh", action="store_true", help="mulai lagi dari hari Minggu pukul 08.50 WIB")


def run(args: argparse.Namespace) -> int:
    return start(port=args.port, fresh=args.fresh)


def start(*, port: int, fresh: bool) -> int:
    if not _is_free(port):
        print(f"Port {port} sedang dipakai. Pilih yang lain: make run PORT={port + 1}", file=sys.stderr)
        return 1
    _environment(port)
    import django

    django.setup()
    from balai.site import demo_database

    try:
        if demo_database.prepare(fresh=fresh, starts_at=STARTS_AT):
            LETTERS.unlink(missing_ok=True)
    except demo_database.NotADemo:
        print(REFUSED, file=sys.stderr)
        return 1
    return _serve(port)


def _environment(port: int) -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    os.environ["BALAI_PROFILE"] = "demo"
    os.environ["BALAI_STATE_DIR"] = str(STATE)
    os.environ["BALAI_KEYS"] = str(STATE / "keys.json")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{STATE / 'balai.sqlite3'}")
    os.environ["BALAI_URL"] = f"http://127.0.0.1:{port}"
    os.environ.setdefault("BALAI_LOG_LEVEL", "WARNING")
    os.environ.setdefault("BALAI_CLAMAV", "tanpa")  # pictures of invented people, drawn anew
    os.environ["DJANGO_SETTINGS_MODULE"] = "balai.site.settings"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve(port: int) -> int:
    """Three processes of one import: the server, the jobs, and one that says when the first page is there."""
    from django.db import connections

    connections.close_all()  # each opens its own
    fork = get_context("fork")
    jobs = fork.Process(target=_work, name="jobs")
    jobs.start()
    fork.Process(target=_greet_when_it_answers, args=(port, os.getpid()), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        from balai.site import serving

        return serving.serve(host="127.0.0.1", port=port, workers=1)
    except KeyboardInterrupt:
        return 0
    finally:
        jobs.terminate()
        jobs.join(timeout=15)


def _work() -> None:
    from balai.site.commands import work

    with LETTERS.open("a") as sys.stdout:
        work.run(argparse.Namespace(once=False))


def _greet_when_it_answers(port: int, server: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server stops it
    address = f"http://127.0.0.1:{port}"
    while os.getppid() == server:
        if _answers(port):
            print(GREETING.format(address=address, letters=LETTERS), flush=True)
            return
        time.sleep(0.05)


def _answers(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with suppress(OSError, http.client.HTTPException), closing(asking):
        asking.request("GET", "/")
        return asking.getresponse().status == 200
    return False
