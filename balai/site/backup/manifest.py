"""What must be in a backup, written while it is made and asked again after it is restored."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from django.db import Error, connections, transaction

from balai.audit import chain, verify
from balai.base.sealing import fingerprints, ring
from balai.engine.keys import missing_keys
from balai.site.backup import BackupBroken, tables
from balai.site.backup.files import Files

FORMAT = 2
READABLE = {1, 2}  # 1: before files were sent to Balai


@dataclass(frozen=True)
class Table:
    """One table: its columns with their kinds, how many rows, and their hash."""

    columns: dict[str, str]
    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    format: int
    engine: str
    version: str
    made_at: str
    tables: dict[str, Table]
    audit_number: int
    audit_digest: str
    keys: dict[str, str]  # "seal.1" -> fingerprint
    data: str  # name of the file beside it
    data_bytes: int
    data_sha256: str
    files: Files = Files()  # noqa: RUF009 (frozen)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def to_bytes(self) -> bytes:
        """With a MAC under our own key: a stranger cannot make a backup that we would take."""
        words = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()
        key_version = max(ring("hash"))
        return json.dumps(
            {"manifest": words.decode(), "key": key_version, "mac": _mac(words, key_version)}
        ).encode()


def _mac(words: bytes, key_version: int) -> str:
    return hmac.new(ring("hash")[key_version], b"backup:" + words, hashlib.sha256).hexdigest()


def make(
    *, using: str, made_at: datetime, data: str, data_bytes: int, data_sha256: str, files: Files
) -> Manifest:
    end = chain.head(using)
    return Manifest(
        format=FORMAT,
        engine=connections[using].vendor,
        version=our_version(),
        made_at=made_at.isoformat(timespec="seconds"),
        tables={name: _table_now(name, columns, using) for name, columns in tables.tables().items()},
        audit_number=end.number,
        audit_digest=end.digest.hex(),
        keys={f"{purpose}.{number}": mark for (purpose, number), mark in fingerprints().items()},
        data=data,
        data_bytes=data_bytes,
        data_sha256=data_sha256,
        files=files,
    )


def _table_now(name: str, columns: dict[str, str], using: str) -> Table:
    rows, digest = tables.digest(name, columns, using)
    return Table(columns, rows, digest)


def read(raw: bytes) -> Manifest:
    """Refuses what is none, what was changed, and what our keys do not fit."""
    try:
        outer = json.loads(raw)
        words = json.loads(outer["manifest"])
        words["tables"] = {name: Table(**table) for name, table in words["tables"].items()}
        words["files"] = Files(**words.get("files", {}))
        found = Manifest(**words)
        key_version, mac = int(outer["key"]), str(outer["mac"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupBroken("Daftar isi cadangan tidak terbaca: bukan cadangan Balai, atau rusak.") from error
    if found.format not in READABLE:
        raise BackupBroken(f"Cadangan ini berformat {found.format}; Balai ini membaca format {FORMAT}.")
    _require_keys(found)
    if not hmac.compare_digest(mac, _mac(outer["manifest"].encode(), key_version)):
        raise BackupBroken("Daftar isi cadangan diubah sesudah dibuat. Jangan dipakai.")
    return found


def _require_keys(found: Manifest) -> None:
    wanted = {}
    for name, mark in found.keys.items():
        purpose, _, number = name.partition(".")
        wanted[purpose, int(number)] = mark
    if missing := missing_keys(wanted):
        raise BackupBroken("Berkas kunci (BALAI_KEYS) tidak cocok dengan cadangan ini. " + " ".join(missing))


def differences(manifest: Manifest, *, using: str, now: datetime) -> list[str]:
    """What a restored database lacks; what cannot be verified counts as lacking."""
    try:
        with transaction.atomic(using=using):
            return [*_table_differences(manifest, using), *_chain_differences(manifest, using, now)]
    except Error as error:
        return [f"Tidak dapat diperiksa ({type(error).__name__}): anggap tidak baik."]


def _table_differences(manifest: Manifest, using: str) -> list[str]:
    return [text for name, table in manifest.tables.items() for text in _table(name, table, using)]


def _chain_differences(manifest: Manifest, using: str, now: datetime) -> list[str]:
    """The anchors outside know more than an older backup: they are asked by `balai check audit`."""
    end = chain.head(using)
    found = [f.text for f in verify.findings(now=now, using=using, outside=[]) if f.kind != verify.Kind.LATE]
    if (end.number, end.digest.hex()) != (manifest.audit_number, manifest.audit_digest):
        found.append("Ujung rantai catatan berbeda dari daftar isi.")
    return found


def _table(name: str, table: Table, using: str) -> list[str]:
    rows, digest = tables.digest(name, table.columns, using)
    if rows != table.rows:
        return [f"Tabel {name}: {rows} baris, seharusnya {table.rows}."]
    return [] if digest == table.digest else [f"Tabel {name}: isi baris berbeda."]


def our_version() -> str:
    try:
        return version("balai")
    except PackageNotFoundError:
        return "belum dipasang"
