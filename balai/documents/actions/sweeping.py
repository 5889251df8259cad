"""Bytes that no row names: left by a transaction that was taken back, or by a kill."""

import shutil
from datetime import timedelta
from pathlib import Path

from balai.base import clock
from balai.documents import store
from balai.documents.models import File

YOUNG = timedelta(hours=6)  # its row may not be committed yet
BATCH = 500


def sweep() -> int:
    """The machine's own time counts: a demo's clock may jump, a file's does not."""
    limit = clock.real_now().timestamp() - YOUNG.total_seconds()
    root = store.folder()
    old = [path for path in [*store.blobs(root), *store.strays(root)] if _written_at(path) < limit]
    for left in store.left_overs(root):
        if _written_at(left) < limit:
            shutil.rmtree(left, ignore_errors=True)
    return sum(_sweep(old[at : at + BATCH]) for at in range(0, len(old), BATCH))


def _sweep(paths: list[Path]) -> int:
    names = {path.name.partition(".")[0] for path in paths}
    known = set(File.objects.filter(store_name__in=names).values_list("store_name", flat=True))
    gone = [p for p in paths if p.name.partition(".")[0] not in known or not store.BLOB.fullmatch(p.name)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
