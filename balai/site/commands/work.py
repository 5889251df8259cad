"""balai work: the jobs that nobody clicks for, until it is told to stop."""

import argparse
import signal
from threading import Event

HELP = "kerjakan yang tidak diklik siapa pun: menyegel catatan, mengirim kabar, merapikan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="kerjakan semua yang sudah waktunya, lalu selesai"
    )


def run(args: argparse.Namespace) -> int:
    from balai.site import worker

    if args.once:
        return 0 if worker.run_once() else 1
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    worker.run_forever(stop)
    return 0
