"""Keys of the field: devices' signatures checked, receipts signed, personal fields opened.

The server's two keys are derived from the `seal` ring of BALAI_KEYS, each with a label of its own,
version by version.
"""

import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from balai.base.errors import RuleBroken
from balai.base.sealing import SealBroken, ring
from balai.field.envelopes import Envelope, as_json, decode, encode

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECEIPTS = b"balai field receipts 1"
BOX = b"balai field box 1"
POINT = 65  # bytes of an uncompressed point


@lru_cache(maxsize=32)
def _derived(secret: bytes, label: bytes) -> ec.EllipticCurvePrivateKey:
    """48 bytes modulo the order: no bias that counts (FIPS 186-5, A.2.1)."""
    wide = HKDF(SHA256(), 48, salt=None, info=label).derive(secret)
    return ec.derive_private_key(int.from_bytes(wide) % (ORDER - 1) + 1, CURVE)


def newest() -> int:
    return max(ring("seal"))


def _private(label: bytes, version: int) -> ec.EllipticCurvePrivateKey:
    keys = ring("seal")
    if version not in keys:
        raise SealBroken(f"version {version}")
    return _derived(keys[version], label)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_keys() -> dict[str, Any]:
    """What a device is told: the key to seal to, and every key that a receipt may be signed with."""
    version = newest()
    box = point_of(_private(BOX, version).public_key())
    return {
        "box": {"key": version, "point": encode(box)},
        "receipts": {
            str(one): encode(point_of(_private(RECEIPTS, one).public_key())) for one in sorted(ring("seal"))
        },
    }


def read_point(text: str) -> bytes:
    """A device's public key; RuleBroken if it is no point of the curve."""
    try:
        raw = decode(text)
        if len(raw) != POINT:
            raise ValueError("length")
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    except ValueError as error:
        raise RuleBroken("field.key", "Kunci HP ini tidak terbaca. Muat ulang aplikasinya.") from error
    return raw


def is_signed(text: bytes, signature: bytes, point: bytes) -> bool:
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes(point))
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    try:
        key.verify(encode_dss_signature(r, s), text, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def signed(text: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """The two lines."""
    r, s = decode_dss_signature(key.sign(text, ec.ECDSA(SHA256())))
    return text + b"\n" + encode(r.to_bytes(32) + s.to_bytes(32)).encode()


def receipt(**facts: str | int) -> str:
    version = newest()
    return signed(as_json({"v": 1, "key": version, **facts}), _private(RECEIPTS, version)).decode()


def facts_of(text: str) -> dict[str, Any]:
    """What a receipt of ours says."""
    found: dict[str, Any] = json.loads(text.partition("\n")[0])
    return found


def open_sealed(envelope: Envelope) -> dict[str, Any]:
    """The personal fields; SealBroken if the key is not here or they are another record's."""
    box = envelope.sealed
    if box is None:
        return {}
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, box.point)
        shared = _private(BOX, box.key).exchange(ec.ECDH(), theirs)
        key = HKDF(SHA256(), 32, salt=box.point, info=BOX).derive(shared)
        found = json.loads(AESGCM(key).decrypt(box.iv, box.text, envelope.id.encode()))
    except (ValueError, InvalidTag, RecursionError) as error:
        raise SealBroken(f"version {box.key}") from error
    return found if isinstance(found, dict) else {}
