"""Bytes on the disk: outside the web's folders, under random names, each sealed with the keys of BALAI_KEYS.

A blob is `ab/<32 hex>.<size>`: two bytes key version, twelve of nonce, then AES-256-GCM bound to its name.
So a copy of the disk or of a backup shows nobody's papers, and a blob in another's place does not open.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from balai.base.sealing import SealBroken, ring
from balai.documents.rules import Size, refusal

BLOB = re.compile(r"[0-9a-f]{32}\.(?:full|medium|small)")
LEAST_FREE = 500_000_000  # bytes that stay for the database


def folder_of(database: Mapping[str, Any]) -> Path:
    """One folder a database: another one's sweep must not take these for orphans."""
    return Path(settings.STATE_DIR) / f"files-{Path(str(database['NAME'])).stem}"


def folder() -> Path:
    return folder_of(connections[DEFAULT_DB_ALIAS].settings_dict)


def new_name() -> str:
    return secrets.token_hex(16)


def path_of(blob: str) -> Path:
    return folder() / blob[:2] / blob


def write(name: str, parts: Mapping[Size, bytes]) -> None:
    """On the disk before the row that names it is committed."""
    home = path_of(name).parent
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(home).free < LEAST_FREE:
        raise refusal("no_room")
    for size, raw in parts.items():
        _write_blob(f"{name}.{size.value}", raw)


def _write_blob(blob: str, raw: bytes) -> None:
    keys = ring("seal")
    version, nonce = max(keys), secrets.token_bytes(12)
    sealed = AESGCM(keys[version]).encrypt(nonce, raw, blob.encode())
    path = path_of(blob)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(version.to_bytes(2) + nonce + sealed)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def read(name: str, size: Size = Size.FULL) -> bytes:
    """SealBroken when it was changed or its key is gone; FileNotFoundError when it is not there."""
    blob = f"{name}.{size.value}"
    raw = path_of(blob).read_bytes()
    try:
        return AESGCM(ring("seal")[int.from_bytes(raw[:2])]).decrypt(raw[2:14], raw[14:], blob.encode())
    except (KeyError, ValueError, InvalidTag) as error:
        raise SealBroken(f"blob, key version {int.from_bytes(raw[:2])}") from error


def remove(name: str) -> None:
    for size in Size:
        path_of(f"{name}.{size.value}").unlink(missing_ok=True)


def blobs(root: Path) -> Iterator[Path]:
    return (path for path in root.glob("??/*") if BLOB.fullmatch(path.name))


def strays(root: Path) -> Iterator[Path]:
    """Half-written ones, and whatever else does not belong there."""
    return (path for path in root.glob("??/*") if path.is_file() and not BLOB.fullmatch(path.name))


def left_behind() -> list[Path]:
    """Blobs that an older key sealed."""
    newest = max(ring("seal")).to_bytes(2)
    return [path for path in blobs(folder()) if _version_of(path) != newest]


def _version_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2)


def left_overs(root: Path) -> Iterator[Path]:
    """Folders in which a backup that was killed held on to files."""
    return root.glob(".backup-*")


def reseal() -> int:
    """What an older key sealed, under the newest; broken off, it is simply run again."""
    old = left_behind()
    for path in old:
        name, _, size = path.name.partition(".")
        _write_blob(path.name, read(name, Size(size)))
    return len(old)
