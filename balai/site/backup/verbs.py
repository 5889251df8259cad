"""Make a backup, restore one, and try both (`balai backup`, `balai restore`, `balai drill restore`)."""

import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from balai.base import clock
from balai.documents import store
from balai.site.backup import BackupBroken, archive, engines
from balai.site.backup import files as sent_files
from balai.site.backup import manifest as manifests
from balai.site.backup.manifest import Manifest
from balai.site.database import database_from_url


def backup(target: Path) -> Manifest:
    """One tar file: database and files. Needs as much free space again beside it while it is made."""
    if target.exists():
        raise BackupBroken(f"{target} sudah ada. Pilih nama lain: cadangan lama tidak ditimpa.")
    if not target.parent.is_dir():
        raise BackupBroken(f"Folder {target.parent} tidak ada.")
    near = tempfile.TemporaryDirectory(prefix=".balai-backup-", dir=target.parent)
    root = store.folder()
    with near as folder, sent_files.held(root) as held:
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        data = Path(folder) / engines.NAMES[vendor]
        with engines.copied(data) as alias:
            sent_files.hold(root, held)  # what came in since, and that the copied rows may name
            sent = sent_files.chosen(held, using=alias)
            manifest = manifests.make(
                using=alias,
                made_at=clock.real_now(),
                data=data.name,
                data_bytes=data.stat().st_size,
                data_sha256=archive.sha256_of(data),
                files=sent_files.summed(sent, lost=sent_files.lost(held, using=alias)),
            )
        archive.write(target, manifest, data, sent)
    return manifest


def restore(source: Path, *, to: str, files: Path | None = None) -> Manifest:
    """Into an empty database and folder only; what was restored is compared with the whole manifest."""
    database = database_from_url(to)
    root = files or store.folder_of(database)
    with archive.reading(source) as (tar, manifest):
        if manifest.engine not in str(database["ENGINE"]):
            kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[manifest.engine]
            raise BackupBroken(f"Cadangan ini dari {kind}: tujuannya harus {kind} juga.")
        engines.require_empty(database)
        sent_files.require_empty(root)
        with _beside(database) as folder, _files_beside(root) as sent:
            data = folder / manifest.data
            archive.take_out(tar, manifest, data)
            sent_files.take_out(tar, sent)
            _require_same_files(manifest, sent)
            if manifest.engine == "sqlite":
                _restore_sqlite(data, manifest, database)
            else:
                engines.put_in(data, database)
                _require_same(manifest, database)
            sent_files.put_in(sent, root)
    return manifest


@contextmanager
def _beside(database: dict[str, object]) -> Iterator[Path]:
    """On the same disk as an SQLite file, so that it takes its name in one step."""
    near = Path(str(database["NAME"])).parent if "sqlite" in str(database["ENGINE"]) else None
    if near and not near.is_dir():
        raise BackupBroken(f"Folder {near} tidak ada.")
    with tempfile.TemporaryDirectory(prefix=".balai-restore-", dir=near) as folder:
        yield Path(folder)


@contextmanager
def _files_beside(root: Path) -> Iterator[Path]:
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".balai-restore-", dir=root.parent) as folder:
        yield Path(folder)


def _require_same_files(manifest: Manifest, sent: Path) -> None:
    if found := sent_files.differences(manifest.files, sent):
        raise BackupBroken("Cadangan tidak utuh. Jangan dipakai. " + " ".join(found))


def _restore_sqlite(data: Path, manifest: Manifest, database: dict[str, object]) -> None:
    """Verified first; only then it takes the name."""
    engines.require_whole_sqlite(data)
    _require_same(manifest, engines.reading(data))
    engines.put_in(data, database)


def _require_same(manifest: Manifest, database: dict[str, object]) -> None:
    with engines.opened(database, "restored") as alias:
        found = manifests.differences(manifest, using=alias, now=clock.now())
    if found:
        raise BackupBroken("Hasil pemulihan TIDAK sama dengan cadangan. Jangan dipakai. " + " ".join(found))


@dataclass(frozen=True)
class Drill:
    """What a drill found out, in figures."""

    manifest: Manifest
    backup_seconds: float
    restore_seconds: float
    file_bytes: int

    def lines(self) -> list[str]:
        m = self.manifest
        return [
            f"basis data: {m.engine}, {len(m.tables)} tabel, {m.rows} baris",
            f"berkas kiriman: {m.files.count}, {m.files.size / 1e6:.1f} MB",
            f"ukuran cadangan: {self.file_bytes / 1e6:.1f} MB",
            f"membuat cadangan: {self.backup_seconds:.1f} detik",
            f"memulihkan dan memeriksa: {self.restore_seconds:.1f} detik",
            f"ujung rantai catatan: segel ke-{m.audit_number}, {m.audit_digest[:16]}…",
            f"versi Balai: {m.version}",
        ]


def drill() -> Drill:
    """A backup of the present database, restored elsewhere, compared, and thrown away again."""
    with tempfile.TemporaryDirectory(prefix="balai-drill-") as folder, _somewhere_else(Path(folder)) as url:
        file = Path(folder) / "drill.tar"
        began = time.perf_counter()
        backup(file)
        halfway = time.perf_counter()
        manifest = restore(file, to=url, files=Path(folder) / "files")
        ended = time.perf_counter()
        return Drill(manifest, halfway - began, ended - halfway, file.stat().st_size)


@contextmanager
def _somewhere_else(folder: Path) -> Iterator[str]:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite3'}"
        return
    name = f"balai_drill_{secrets.token_hex(4)}"
    words = connections.databases[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield url_of({**words, "NAME": name})
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(database: dict[str, object]) -> str:
    from urllib.parse import quote

    user, password = quote(str(database["USER"]), safe=""), quote(str(database["PASSWORD"]), safe="")
    return (
        f"postgres://{user}:{password}@{database['HOST']}:{database['PORT']}/{quote(str(database['NAME']))}"
    )


def write_report(drill: Drill, folder: Path | None = None) -> Path:
    """Dated, beside the state: the proof that somebody asks for."""
    moment = clock.real_now()
    folder = folder or Path(settings.STATE_DIR) / "drills"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"restore-{moment:%Y%m%dT%H%M%SZ}.md"
    lines = [f"- {line}" for line in drill.lines()]
    path.write_text(
        f"# Latihan pemulihan, {moment:%Y-%m-%d %H:%M} UTC: berhasil\n\n" + "\n".join(lines) + "\n"
    )
    return path
