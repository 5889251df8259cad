"""Sealed is unreadable without the key, and unreadable when touched."""

import base64
import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from balai.base import sealing
from balai.base.sealing import (
    SealBroken,
    keyed_hash,
    keyed_hashes,
    new_nonce,
    seal,
    token_for,
    token_hash,
    unseal,
)


@pytest.fixture
def key_file(settings, tmp_path):
    path = tmp_path / "keys.json"
    settings.BALAI_KEYS = str(path)
    sealing.write_ring(path, sealing.new_ring())
    sealing.forget_keys()
    yield path
    sealing.forget_keys()


def rotate(path, *purposes: str) -> None:
    ring = json.loads(path.read_text())
    for purpose in purposes:
        ring[purpose]["2"] = sealing.new_key()
    sealing.write_ring(path, ring)
    sealing.forget_keys()


@given(st.text(min_size=1))
def test_what_was_sealed_opens(text):
    assert unseal(seal(text)) == text


def test_nothing_stays_nothing():
    assert seal("") == unseal("") == ""


def test_the_same_text_is_never_sealed_alike():
    assert seal("Bu Sari") != seal("Bu Sari")


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_touched_seal_does_not_open(place, change):
    version, _, body = seal("Bu Sari, 3201234567890001").partition(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[place % len(raw)] ^= change
    with pytest.raises(SealBroken):
        unseal(f"{version}.{base64.urlsafe_b64encode(bytes(raw)).decode()}")


@pytest.mark.parametrize(
    "text", ["x", "1.", "1.!!!", "9.AAAA", "bukan.segel", ".", "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
)
def test_what_was_never_a_seal_is_said(text):
    with pytest.raises(SealBroken):
        unseal(text)


def test_a_seal_of_another_version_cannot_be_passed_off(key_file):
    sealed = seal("Bu Sari")
    rotate(key_file, "seal")
    with pytest.raises(SealBroken):
        unseal("2." + sealed.partition(".")[2])


def test_after_a_rotation_the_old_still_opens_and_the_new_is_used(key_file):
    old = seal("Bu Sari")
    rotate(key_file, "seal")
    assert unseal(old) == "Bu Sari"
    assert seal("Bu Sari").startswith("2.")


def test_without_its_key_nothing_opens(key_file):
    sealed = seal("Bu Sari")
    sealing.write_ring(key_file, sealing.new_ring())
    sealing.forget_keys()
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_equal_texts_are_found_by_their_hash_and_purposes_are_apart(key_file):
    assert keyed_hash("+6281234567890", "phone") == keyed_hash("+6281234567890", "phone")
    assert keyed_hash("+6281234567890", "phone") != keyed_hash("+6281234567890", "limit")
    assert len(keyed_hash("x", "phone")) == 33


def test_while_a_rotation_runs_both_hashes_are_looked_for(key_file):
    old = keyed_hash("+6281234567890", "phone")
    rotate(key_file, "hash")
    assert keyed_hashes("+6281234567890", "phone") == [old, keyed_hash("+6281234567890", "phone")]
    assert keyed_hash("+6281234567890", "phone")[0] == 2


def test_a_token_comes_back_from_its_nonce_alone():
    nonce = new_nonce()
    assert token_for(nonce, "ticket") == token_for(memoryview(nonce), "ticket")  # type: ignore[arg-type]
    assert len(token_for(nonce, "ticket")) == 22
    assert token_for(nonce, "ticket") != token_for(nonce, "wait")
    assert token_for(new_nonce(), "ticket") != token_for(nonce, "ticket")
    assert len(token_hash(token_for(nonce, "ticket"))) == 32


def test_tokens_outlive_a_rotation(key_file):
    nonce = new_nonce()
    token = token_for(nonce, "ticket")
    rotate(key_file, "token")
    assert token_for(nonce, "ticket") == token
    assert new_nonce()[0] == 2


def test_the_key_file_is_its_owners_alone(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert not key_file.with_suffix(".part").exists()


def test_fingerprints_name_keys_without_giving_them_away(key_file):
    marks = sealing.fingerprints()
    assert set(marks) == {("seal", 1), ("hash", 1), ("token", 1)}
    assert len(set(marks.values())) == 3
    assert all(mark not in key_file.read_text() for mark in marks.values())


@pytest.mark.parametrize(
    "content", [None, "", "{}", '{"seal": {}}', "bukan json", '{"seal": {"1": "x"}, "hash": 3}']
)
def test_a_key_file_that_cannot_be_read_is_said(key_file, content):
    key_file.unlink() if content is None else key_file.write_text(content)
    sealing.forget_keys()
    with pytest.raises(ImproperlyConfigured, match="Berkas kunci tidak terbaca"):
        sealing.ring("seal")
