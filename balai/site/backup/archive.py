"""The tar file: manifest.json, the data, the files that people sent; written whole or not at all."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from balai.site.backup import BackupBroken, files
from balai.site.backup import manifest as manifests
from balai.site.backup.manifest import Manifest

NAME = "manifest.json"
LARGEST_MANIFEST = 5_000_000
BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, data: Path, sent: Sequence[Path] = ()) -> None:
    """Readable by its owner alone, on the disk before it has its name; until then beside the data."""
    part = data.with_name("part.tar")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            words = manifest.to_bytes()
            head = tarfile.TarInfo(NAME)
            head.size, head.mode = len(words), 0o600
            tar.addfile(head, io.BytesIO(words))
            tar.add(data, manifest.data, filter=_nobodys)
            for path in sent:
                tar.add(path, files.FOLDER + path.name, filter=_nobodys)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    _fsync_folder(target.parent)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def reading(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """Whatever is wrong with the file is said in words."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar, manifests.read(_manifest_bytes(tar))
    except FileNotFoundError as error:
        raise BackupBroken(f"Berkas {path} tidak ada.") from error
    except IsADirectoryError as error:
        raise BackupBroken(f"{path} sebuah folder, bukan berkas cadangan.") from error
    except tarfile.ReadError as error:
        raise BackupBroken(f"{path} bukan cadangan Balai, atau terpotong.") from error


def _manifest_bytes(tar: tarfile.TarFile) -> bytes:
    first = tar.next()
    file = tar.extractfile(first) if first and first.isfile() and first.name == NAME else None
    if not file or not first or first.size > LARGEST_MANIFEST:
        raise BackupBroken("Berkas ini bukan cadangan Balai: daftar isinya tidak ada.")
    return file.read()


def take_out(tar: tarfile.TarFile, manifest: Manifest, target: Path) -> None:
    """The data as it was put in, byte by byte, or BackupBroken."""
    member = tar.next()
    source = tar.extractfile(member) if member and member.isfile() and member.name == manifest.data else None
    if not source:
        raise BackupBroken("Cadangan terpotong: basis data tidak ada di dalamnya.")
    with target.open("wb") as file:
        size, digest = _pour(source, file)
    if size != manifest.data_bytes:
        raise BackupBroken(f"Cadangan terpotong: {size} dari {manifest.data_bytes} bita.")
    if digest != manifest.data_sha256:
        raise BackupBroken("Isi cadangan berubah: sidik SHA-256 tidak cocok. Jangan dipakai.")


def _pour(source: object, file: io.BufferedWriter) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with suppress(tarfile.ReadError):  # cut short: the size tells
        while block := source.read(BLOCK):  # type: ignore[attr-defined]
            digest.update(block)
            size += file.write(block)
    file.flush()
    os.fsync(file.fileno())
    return size, digest.hexdigest()
