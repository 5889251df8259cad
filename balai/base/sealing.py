"""Personal data sealed, and hashed with a key for look-up. Keys live in a file outside the database.

The key file (BALAI_KEYS) is JSON: {"seal": {"1": "<32 bytes base64>"}, "hash": {"1": …}, "token": {"1": …}}.
The highest version is the one in use; older ones still open what they sealed. `balai keys rotate` adds one.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from balai.base.codes import code_of

PURPOSES = ("seal", "hash", "token")
Ring = dict[int, bytes]


class SealBroken(Exception):
    """The text was changed, or its key is not here."""


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def new_ring() -> dict[str, dict[str, str]]:
    return {purpose: {"1": new_key()} for purpose in PURPOSES}


def write_ring(path: Path, ring: dict[str, dict[str, str]]) -> None:
    """Readable by its owner alone, and never half-written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(ring, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


@lru_cache(maxsize=4)
def _rings(path: str, written_at: int) -> dict[str, Ring]:
    try:
        raw = json.loads(Path(path).read_text())
        return {p: {int(v): base64.b64decode(k) for v, k in raw[p].items()} for p in PURPOSES}
    except (OSError, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"Berkas kunci tidak terbaca: {path} ({error}). Lihat BALAI_KEYS."
        ) from error


def ring(purpose: str) -> Ring:
    """A running process sees a rotation at once: the file's own moment is part of what is remembered."""
    path = str(settings.BALAI_KEYS)
    try:
        written_at = os.stat(path).st_mtime_ns  # noqa: PTH116 (asked at every hash: 2 µs, not 30)
    except OSError:
        written_at = 0
    return _rings(path, written_at)[purpose]


def forget_keys() -> None:
    """After a rotation: read the file anew."""
    _rings.cache_clear()


def fingerprints() -> dict[tuple[str, int], str]:
    """(purpose, version) -> 16 hex digits that name a key without giving it away."""
    return {
        (purpose, version): hashlib.sha256(b"balai:" + purpose.encode() + key).hexdigest()[:16]
        for purpose in PURPOSES
        for version, key in ring(purpose).items()
    }


def seal(text: str) -> str:
    """AES-256-GCM; the version of the key stands in front and is bound to the text."""
    if not text:
        return ""
    keys = ring("seal")
    version = max(keys)
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(keys[version]).encrypt(nonce, text.encode(), str(version).encode())
    return f"{version}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str) -> str:
    if not sealed:
        return ""
    version, _, body = sealed.partition(".")
    try:
        raw = base64.urlsafe_b64decode(body)
        return AESGCM(ring("seal")[int(version)]).decrypt(raw[:12], raw[12:], version.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise SealBroken(f"version {version}") from error


def keyed_hash(text: str, purpose: str) -> bytes:
    """33 bytes: the key's version, then HMAC-SHA256. Equal texts give equal hashes within a version."""
    keys = ring("hash")
    version = max(keys)
    return bytes([version]) + hmac.digest(keys[version], f"{purpose}:{text}".encode(), "sha256")


def keyed_hashes(text: str, purpose: str) -> list[bytes]:
    """The hash under every version still kept: for look-ups while a rotation runs."""
    keys = ring("hash")
    return [bytes([v]) + hmac.digest(keys[v], f"{purpose}:{text}".encode(), "sha256") for v in sorted(keys)]


def new_nonce() -> bytes:
    """17 bytes: the token key's version, then 128 bits from the system's generator.

    A token is derived from it with that key, so a copy of the database opens nothing.
    """
    return bytes([max(ring("token"))]) + secrets.token_bytes(16)


def token_for(nonce: bytes, purpose: str) -> str:
    """22 url-safe characters (128 bits)."""
    nonce = bytes(nonce)
    digest = hmac.digest(ring("token")[nonce[0]], purpose.encode() + nonce, "sha256")[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def short_code_for(nonce: bytes, purpose: str) -> str:
    """Eight letters to read out (base.codes), derived like a token: shown again, and kept nowhere."""
    nonce = bytes(nonce)
    digest = hmac.digest(ring("token")[nonce[0]], b"code:" + purpose.encode() + nonce, "sha256")
    return code_of(int.from_bytes(digest))


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
