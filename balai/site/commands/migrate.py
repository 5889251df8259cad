"""balai migrate: the tables of this release, after Balai was renewed; harmless when nothing is to do."""

import argparse

HELP = "sesuaikan basis data dengan rilis ini, sesudah Balai diperbarui"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="hanya periksa; berakhir 1 bila belum sesuai")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from balai.base import clock
    from balai.engine.actions import remember_keys

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if args.check:
        print(f"{waiting} perubahan basis data belum dijalankan." if waiting else "Basis data sudah sesuai.")
        return 1 if waiting else 0
    call_command("migrate", verbosity=0, interactive=False)
    remember_keys(now=clock.real_now())
    print(f"{waiting} perubahan basis data dijalankan." if waiting else "Basis data sudah sesuai.")
    return 0
