"""Bytes on the disk: sealed, nameless, bound to their place, swept when nobody names them."""

import os
import stat

import pytest

from balai.base import sealing
from balai.base.errors import RuleBroken
from balai.base.sealing import SealBroken
from balai.documents import actions, store
from balai.documents.rules import Size
from tests import make


@pytest.mark.django_db
def test_what_was_written_is_read():
    store.write("ab" * 16, {Size.FULL: b"isi"})
    assert store.read("ab" * 16) == b"isi"


@pytest.mark.django_db
def test_nobody_reads_it_on_the_disk():
    store.write("ab" * 16, {Size.FULL: b"KTP Ibu Sari"})
    path = store.path_of("ab" * 16 + ".full")
    assert b"KTP" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.django_db
def test_a_blob_in_anothers_place_does_not_open():
    store.write("ab" * 16, {Size.FULL: b"satu"})
    store.write("ac" * 16, {Size.FULL: b"dua"})
    store.path_of("ab" * 16 + ".full").write_bytes(store.path_of("ac" * 16 + ".full").read_bytes())
    with pytest.raises(SealBroken):
        store.read("ab" * 16)


@pytest.mark.django_db
def test_a_full_disk_is_said_kindly(monkeypatch):
    monkeypatch.setattr(store, "LEAST_FREE", 1 << 60)
    with pytest.raises(RuleBroken, match="penyimpanan kantor sedang penuh"):
        make.file()


@pytest.mark.django_db
def test_two_databases_have_two_folders():
    assert store.folder_of({"NAME": "/x/a.sqlite3"}) != store.folder_of({"NAME": "/x/b.sqlite3"})
    assert store.folder_of({"NAME": "balai"}).name == "files-balai"


def age(path, hours: int) -> None:
    moment = path.stat().st_mtime - hours * 3600
    os.utime(path, (moment, moment))


@pytest.mark.django_db
def test_the_sweep_takes_old_bytes_that_no_row_names():
    kept = make.file()
    store.write("ab" * 16, {Size.FULL: b"yatim", Size.SMALL: b"yatim"})
    store.write("cd" * 16, {Size.FULL: b"baru"})
    half = store.path_of("ab" * 16 + ".part")
    half.write_bytes(b"half")
    for path in [*store.folder().glob("ab/*"), *store.folder().glob(f"{str(kept.store_name)[:2]}/*")]:
        age(path, 7)
    assert actions.sweep() == 3
    assert store.read(kept.store_name)
    assert store.read("cd" * 16) == b"baru"
    assert actions.sweep() == 0


@pytest.mark.django_db
def test_a_rotation_seals_the_bytes_anew(settings, tmp_path):
    import json

    path = tmp_path / "keys.json"
    sealing.write_ring(path, sealing.new_ring())
    settings.BALAI_KEYS = str(path)
    store.write("ab" * 16, {Size.FULL: b"isi", Size.SMALL: b"kecil"})
    ring = json.loads(path.read_text())
    ring["seal"]["2"] = sealing.new_key()
    sealing.write_ring(path, ring)
    sealing.forget_keys()
    assert store.reseal() == 2
    assert store.reseal() == 0
    del ring["seal"]["1"]
    sealing.write_ring(path, ring)
    sealing.forget_keys()
    assert store.read("ab" * 16, Size.SMALL) == b"kecil"
