"""What is read and what is not; every released version, for ever."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from balai.field import keys
from balai.field.envelopes import Unreadable, as_json, decode, encode, parts_of, read, read_manifest
from balai.field.rules import Reason

SAMPLES = sorted((Path(__file__).parent / "envelopes").glob("*.txt"))
GOOD = {
    "v": 1,
    "id": "0b0f4c1e-5a3d-4f6b-9c2a-1f2e3d4c5b6a",
    "device": "7d9a1b2c-3e4f-4a5b-8c6d-7e8f9a0b1c2d",
    "kind": "hadir",
    "about": "jumat-bersih/2026-10-16",
    "made_at": "2026-10-16T06:31:05+07:00",
    "open": {"warga": 21},
}
SIGNATURE = b"\n" + encode(bytes(64)).encode()


def written(**more: object) -> bytes:
    return as_json(GOOD | more) + SIGNATURE


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_released_version_is_read(path):
    found = read(path.read_bytes())
    assert found.kind == "hadir"
    assert found.open["jumlah"]["warga"] == 21
    assert found.photos
    assert found.sealed


def test_there_is_a_sample_of_every_version():
    from balai.field.envelopes import READERS

    assert [json.loads(path.read_bytes().partition(b"\n")[0])["v"] for path in SAMPLES] == sorted(READERS)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"v": 2}, Reason.VERSION),
        ({"v": None}, Reason.VERSION),
        ({"v": [1]}, Reason.VERSION),
        ({"id": "satu"}, Reason.BROKEN),
        ({"kind": "HADIR"}, Reason.BROKEN),
        ({"kind": None}, Reason.BROKEN),
        ({"about": "../../etc"}, Reason.BROKEN),
        ({"made_at": "2026-10-16T06:31:05"}, Reason.BROKEN),
        ({"made_at": 5}, Reason.BROKEN),
        ({"open": []}, Reason.BROKEN),
        ({"open": {"nol": "\x00"}}, Reason.BROKEN),
        ({"open": {"panjang": "x" * 5000}}, Reason.BROKEN),
        ({"open": {"angka": 10**13}}, Reason.BROKEN),
        ({"open": {"dalam": [[[[[[[1]]]]]]]}}, Reason.BROKEN),
        ({"photos": [{"sha256": "ab", "size": 1}]}, Reason.BROKEN),
        ({"photos": [{"sha256": "a" * 64, "size": 40_000_000}]}, Reason.BROKEN),
        ({"photos": [{"sha256": "a" * 64, "size": 1}] * 2}, Reason.BROKEN),
        ({"sealed": {"key": 1}}, Reason.BROKEN),
        ({"sealed": "teks"}, Reason.BROKEN),
    ],
)
def test_what_is_no_envelope_says_why(change, reason):
    with pytest.raises(Unreadable) as refused:
        read(written(**change))
    assert refused.value.reason == reason


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(raw):
    for text in (raw, raw + SIGNATURE, b"[" * 100_000 + SIGNATURE):
        with pytest.raises(Unreadable):
            read(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_any_value_in_any_place_is_read_or_refused(value):
    for name in GOOD | {"photos": 0, "sealed": 0}:
        with suppress(Unreadable):
            read(written(**{name: value}))
        with suppress(Unreadable):
            read_manifest(
                as_json({**GOOD, "number": 1, "at": GOOD["made_at"], "ids": [], name: value}), most=5
            )


def test_a_signature_holds_for_its_bytes_and_its_key_alone():
    key, other = (ec.generate_private_key(keys.CURVE) for _ in range(2))
    text, signature = parts_of(keys.signed(b"{}", key))
    point = keys.point_of(key.public_key())
    assert keys.is_signed(text, signature, point)
    assert not keys.is_signed(b"{ }", signature, point)
    assert not keys.is_signed(text, bytes(64), point)
    assert not keys.is_signed(text, signature, keys.point_of(other.public_key()))


def test_a_receipt_is_proved_by_the_key_that_devices_are_told():
    text, signature = parts_of(keys.receipt(id="x", state="received").encode())
    told = keys.public_keys()["receipts"]
    point = decode(told[str(json.loads(text)["key"])])
    assert keys.is_signed(text, signature, point)
