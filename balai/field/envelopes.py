"""Two lines: JSON, and a signature over the bytes of the first. Pure; what cannot be read says why.

Envelopes, manifests and receipts are all written so.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from balai.field.rules import ABOUT, HASH, ID, KIND, LARGEST_PHOTO, MOST_PHOTOS, Reason

SIGNATURE = 64  # bytes: r and s of P-256, as WebCrypto writes them
DEEPEST = 6
LONGEST_TEXT = 4_000
FIRST_YEAR, LAST_YEAR = 1969, 2100  # a phone whose battery was empty says 1970, and what it recorded counts


class Unreadable(Exception):
    """Not an envelope of ours; `reason` is what a person is shown."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Sealed:
    """Personal fields as the device sealed them: opened with the key of this version alone."""

    key: int
    point: bytes
    iv: bytes
    text: bytes


@dataclass(frozen=True)
class Envelope:
    """One record as its device wrote it."""

    id: str
    device: str
    kind: str
    about: str
    made_at: datetime
    open: Mapping[str, Any]
    sealed: Sealed | None = None
    photos: Mapping[str, int] = field(default_factory=dict)  # SHA-256 -> size


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(text: str) -> bytes:
    """ValueError if it is no base64url."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("base64url") from error


def parts_of(raw: bytes) -> tuple[bytes, bytes]:
    """The signed bytes and the signature."""
    text, line, signature = raw.partition(b"\n")
    try:
        signed = decode(signature.decode("ascii"))
    except ValueError as error:
        raise Unreadable(Reason.BROKEN) from error
    if not line or len(signed) != SIGNATURE:
        raise Unreadable(Reason.BROKEN)
    return text, signed


def read(raw: bytes) -> Envelope:
    """Every version that was ever released; only after its signature was found right."""
    text, _ = parts_of(raw)
    found = read_json(text)
    reader = READERS.get(found.get("v")) if isinstance(found.get("v"), int) else None
    if reader is None:
        raise Unreadable(Reason.VERSION)
    try:
        return reader(found)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(Reason.BROKEN) from error


def read_json(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable(Reason.BROKEN) from error
    if not isinstance(found, dict):
        raise Unreadable(Reason.BROKEN)
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _read_1(found: dict[str, Any]) -> Envelope:
    opened = found.get("open", {})
    if not isinstance(opened, dict):
        raise ValueError("open")
    _require_modest(opened)
    made_at = datetime.fromisoformat(found["made_at"])
    if made_at.tzinfo is None or not FIRST_YEAR <= made_at.year <= LAST_YEAR:
        raise ValueError("made_at")
    return Envelope(
        id=_like(ID, found["id"]),
        device=_like(ID, found["device"]),
        kind=_like(KIND, found["kind"]),
        about=_like(ABOUT, found["about"]) if found.get("about") else "",
        made_at=made_at,
        open=opened,
        sealed=_sealed(found["sealed"]) if found.get("sealed") else None,
        photos=_photos(found.get("photos", [])),
    )


READERS: dict[Any, Callable[[dict[str, Any]], Envelope]] = {1: _read_1}


def _like(pattern: Any, text: Any) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(pattern.pattern)
    return text


def _require_modest(value: Any, depth: int = 0) -> None:
    """Texts that a database keeps, numbers that a column holds, no deep nests."""
    if depth > DEEPEST:
        raise ValueError("depth")
    if isinstance(value, str):
        value.encode("utf-8")  # a lone surrogate is no text
        if "\x00" in value or len(value) > LONGEST_TEXT:
            raise ValueError("text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _require_modest(key, depth + 1)
            _require_modest(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _require_modest(inner, depth + 1)
    elif isinstance(value, int | float) and abs(value) > 10**12:
        raise ValueError("number")


def _sealed(found: Any) -> Sealed:
    box = Sealed(int(found["key"]), decode(found["point"]), decode(found["iv"]), decode(found["text"]))
    if len(box.point) != 65 or len(box.iv) != 12 or len(box.text) < 16:
        raise ValueError("sealed")
    return box


def _photos(found: Any) -> dict[str, int]:
    if not isinstance(found, list) or len(found) > MOST_PHOTOS:
        raise ValueError("photos")
    photos = {_like(HASH, one["sha256"]): one["size"] for one in found}
    if len(photos) != len(found) or not all(
        isinstance(size, int) and 1 <= size <= LARGEST_PHOTO for size in photos.values()
    ):
        raise ValueError("photos")
    return photos


@dataclass(frozen=True)
class Told:
    """A manifest as its device wrote it: all the records that it made about one session."""

    device: str
    about: str
    number: int
    at: datetime
    ids: tuple[str, ...]


def read_manifest(text: bytes, *, most: int) -> Told:
    found = read_json(text)
    try:
        at = datetime.fromisoformat(found["at"])
        ids = tuple(dict.fromkeys(_like(ID, one) for one in found["ids"]))
        number = found["number"]
        if at.tzinfo is None or len(ids) > most or type(number) is not int or not 0 < number < 2**53:
            raise ValueError("manifest")
        about = _like(ABOUT, found["about"]) if found["about"] else ""
        return Told(_like(ID, found["device"]), about, number, at, ids)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(Reason.BROKEN) from error


def as_json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
