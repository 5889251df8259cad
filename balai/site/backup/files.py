"""The files that people sent, in the same tar: as they lie, sealed, under their random names."""

import hashlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from balai.documents import store
from balai.documents.models import File
from balai.site.backup import BackupBroken

FOLDER = "files/"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Files:
    """How many, how large, and the sum of their hashes: the order does not matter.

    `lost`: rows whose bytes were gone already when the backup was made.
    """

    count: int = 0
    size: int = 0
    digest: str = ""
    lost: int = 0


@contextmanager
def held(root: Path) -> Iterator[Path]:
    """Every file as it is now, by a further name: what is discarded meanwhile stays until the end."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=root) as folder:
        hold(root, Path(folder))
        yield Path(folder)


def hold(root: Path, folder: Path) -> None:
    for path in store.blobs(root):
        target = folder / path.name
        if not target.exists():
            try:
                os.link(path, target)
            except FileNotFoundError:
                continue  # discarded this very moment


def chosen(folder: Path, *, using: str) -> list[Path]:
    """Those that the copied rows name."""
    rows = File.objects.using(using).held().values_list("store_name", flat=True)
    named = {str(name) for name in rows}
    return sorted(path for path in folder.iterdir() if path.name.partition(".")[0] in named)


def lost(folder: Path, *, using: str) -> int:
    """Rows whose bytes are not there: said aloud, and no reason to have no backup at all."""
    rows = File.objects.using(using).held().values_list("store_name", flat=True)
    return sum(not (folder / f"{name}.full").exists() for name in rows)


def summed(paths: list[Path], *, lost: int = 0) -> Files:
    size, total = 0, 0
    for path in paths:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        total += int.from_bytes(hashlib.sha256(f"{path.name}:{content}".encode()).digest())
        size += path.stat().st_size
    return Files(len(paths), size, f"{total % (1 << 256):064x}" if paths else "", lost)


def take_out(tar: tarfile.TarFile, target: Path) -> None:
    """Whatever else the tar holds: only our own names, only plain files, only under the target."""
    while member := tar.next():
        name = member.name.removeprefix(FOLDER)
        source = tar.extractfile(member) if member.isfile() else None
        if source is None or member.name != FOLDER + name or not store.BLOB.fullmatch(name):
            raise BackupBroken("Cadangan memuat berkas yang bukan dari Balai. Jangan dipakai.")
        home = target / name[:2]
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            try:
                shutil.copyfileobj(source, file, BLOCK)
            except tarfile.ReadError:
                return  # cut short: the sums tell
            file.flush()
            os.fsync(file.fileno())


def differences(wanted: Files, root: Path) -> list[str]:
    found = summed(sorted(store.blobs(root)), lost=wanted.lost)
    if found == wanted:
        return []
    if found.count != wanted.count:
        return [f"Berkas kiriman: {found.count}, seharusnya {wanted.count}."]
    return ["Berkas kiriman: isinya berbeda."]


def require_empty(root: Path) -> None:
    if next(store.blobs(root), None):
        raise BackupBroken(f"Folder berkas {root} tidak kosong. Pulihkan hanya ke folder yang kosong.")


def put_in(source: Path, root: Path) -> None:
    """On the same disk: each takes its place in one step."""
    for path in list(store.blobs(source)):
        home = root / path.parent.name
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.replace(home / path.name)
