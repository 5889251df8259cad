"""A backup is only what a restore has proved: rows, hashes, the chain and the keys, or a clear no."""

import argparse
import inspect
import io
import json
import os
import stat
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from balai.audit.jobs import seal
from balai.audit.models import Entry
from balai.base import sealing
from balai.documents import store
from balai.documents.rules import Size
from balai.engine.actions import begin_installation, count, once
from balai.engine.models import Installation, Lease, Limit
from balai.site.backup import BackupBroken, archive, engines, manifest, tables, verbs
from balai.site.commands import backup as backup_command
from balai.site.commands import drill as drill_command
from balai.site.commands import restore as restore_command
from balai.site.database import database_from_url
from tests import make
from tests.make.audit import MOMENT, deed, deeds
from tests.make.notices import notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def further_databases(transactional_db, monkeypatch):
    """Tests may open one database; these are about a second one."""
    guard = BaseDatabaseWrapper.ensure_connection
    free = inspect.getclosurevars(guard).nonlocals["real_ensure_connection"]
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", free)


@pytest.fixture(autouse=True)
def content(further_databases):
    """A bit of everything that a column can hold."""
    begin_installation(now=MOMENT)
    deeds(12)
    deed(note="belum disegel", about=99)
    once(key="k", purpose="p", now=MOMENT, do=lambda: "A001")
    count(bucket="b", per=timedelta(minutes=1), now=MOMENT)
    notice(channel="console")


@pytest.fixture
def file(tmp_path):
    verbs.backup(tmp_path / "cadangan.tar")
    return tmp_path / "cadangan.tar"


@pytest.fixture
def elsewhere(tmp_path):
    """The address of an empty database of the same engine."""
    with verbs._somewhere_else(tmp_path) as url:
        yield url


def rows(url: str, model):
    with engines.opened(database_from_url(url), "looked") as alias:
        return model.objects.using(alias).count()


def test_what_was_saved_is_restored(file, elsewhere):
    found = verbs.restore(file, to=elsewhere)
    assert rows(elsewhere, Entry) == Entry.objects.count() == 13
    assert found.tables["audit_entry"].rows == 13
    assert found.audit_number == 12


def test_the_restored_database_refuses_to_forget_too(file, elsewhere):
    verbs.restore(file, to=elsewhere)
    with engines.opened(database_from_url(elsewhere), "looked") as alias:
        from django.db import connections

        from balai.audit import triggers

        assert triggers.missing(connections[alias]) == []


def test_no_key_is_inside_and_nobody_else_may_read_it(file):
    raw = file.read_bytes()
    for purpose in sealing.PURPOSES:
        for key in sealing.ring(purpose).values():
            assert key not in raw
            assert key.hex().encode() not in raw
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_written_meanwhile_is_in_neither_copy_nor_manifest(tmp_path, elsewhere, monkeypatch):
    make = manifest.make

    def write_then_make(**words):
        Lease.objects.using("default").create(name="meanwhile", holder="", until=MOMENT)
        return make(**words)

    monkeypatch.setattr(manifest, "make", write_then_make)
    verbs.backup(tmp_path / "cadangan.tar")
    verbs.restore(tmp_path / "cadangan.tar", to=elsewhere)
    assert rows(elsewhere, Lease) == Lease.objects.count() - 1


@pytest.mark.once
def test_an_old_backup_is_never_overwritten(file):
    with pytest.raises(BackupBroken, match="sudah ada"):
        verbs.backup(file)


def test_a_backup_that_is_interrupted_leaves_no_file(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "add", full)
    with pytest.raises(OSError, match="No space"):
        verbs.backup(tmp_path / "cadangan.tar")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_not_empty_is_left_alone(file, elsewhere):
    verbs.restore(file, to=elsewhere)
    with pytest.raises(BackupBroken, match="tidak kosong"):
        verbs.restore(file, to=elsewhere)


# The files that people sent.


@pytest.fixture
def sent(settings, tmp_path):
    """Two files, and bytes that no row names."""
    settings.STATE_DIR = tmp_path / "state"
    made = [make.clean_file(), make.file()]
    store.write("ab" * 16, {Size.FULL: b"yatim"})
    return made


def names(root: Path) -> set[str]:
    return {path.name.partition(".")[0] for path in store.blobs(root)}


def test_files_are_saved_and_restored(sent, tmp_path, elsewhere):
    made = verbs.backup(tmp_path / "cadangan.tar")
    assert (made.files.count, made.files.lost) == (6, 0)
    verbs.restore(tmp_path / "cadangan.tar", to=elsewhere, files=tmp_path / "there")
    assert names(tmp_path / "there") == {row.store_name for row in sent}
    blob = store.path_of(f"{sent[0].store_name}.full")
    assert (tmp_path / "there" / blob.parent.name / blob.name).read_bytes() == blob.read_bytes()
    assert not list(store.folder().glob(".backup-*"))


def test_what_is_discarded_while_the_backup_runs_is_still_in_it(sent, tmp_path, elsewhere, monkeypatch):
    make_manifest = manifest.make

    def discard_then_make(**words):
        store.remove(sent[0].store_name)
        return make_manifest(**words)

    monkeypatch.setattr(manifest, "make", discard_then_make)
    verbs.backup(tmp_path / "cadangan.tar")
    verbs.restore(tmp_path / "cadangan.tar", to=elsewhere, files=tmp_path / "there")
    assert names(tmp_path / "there") == {row.store_name for row in sent}


def test_a_lost_file_is_said_and_hinders_no_backup(sent, tmp_path, elsewhere, capsys):
    store.remove(sent[0].store_name)
    assert command(backup_command, str(tmp_path / "cadangan.tar")) == 0
    assert "1 berkas kiriman hilang" in capsys.readouterr().out
    verbs.restore(tmp_path / "cadangan.tar", to=elsewhere, files=tmp_path / "there")


@pytest.mark.once
@pytest.mark.parametrize("harm", ["changed", "missing", "more", "foreign"])
def test_files_that_differ_fail_the_restore(sent, tmp_path, elsewhere, harm):
    file = tmp_path / "cadangan.tar"
    verbs.backup(file)
    with tarfile.open(file) as tar:
        members = [(m, tar.extractfile(m).read()) for m in tar.getmembers()]
    last, raw = members.pop()
    extra = {
        "changed": [(last, raw[:-1] + b"x")],
        "missing": [],
        "more": [(last, raw), (tarfile.TarInfo("files/" + "cd" * 16 + ".full"), b"x")],
        "foreign": [(last, raw), (tarfile.TarInfo("files/../../jahat"), b"x")],
    }[harm]
    with tarfile.open(file, "w") as tar:
        for member, content in [*members, *extra]:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupBroken, match="Jangan dipakai"):
        verbs.restore(file, to=elsewhere, files=tmp_path / "there")
    assert not (tmp_path / "there").exists()


@pytest.mark.once
def test_a_folder_with_files_is_left_alone(sent, tmp_path, elsewhere):
    verbs.backup(tmp_path / "cadangan.tar")
    with pytest.raises(BackupBroken, match=r"Folder berkas .* tidak kosong"):
        verbs.restore(tmp_path / "cadangan.tar", to=elsewhere, files=store.folder())


@pytest.mark.once
def test_a_drill_tells_of_the_files(sent):
    assert "berkas kiriman: 6" in "\n".join(verbs.drill().lines())


@pytest.mark.once
def test_a_backup_from_before_the_files_is_still_read(file):
    def as_it_was(outer):
        words = json.loads(outer["manifest"])
        words.pop("files")
        words["format"] = 1
        raw = json.dumps(words, sort_keys=True)
        return json.dumps(
            {**outer, "manifest": raw, "mac": manifest._mac(raw.encode(), outer["key"])}
        ).encode()

    rewrite(file, as_it_was)
    with archive.reading(file) as (_, read):
        assert read.files.count == 0


# What a file can be besides a backup.


@pytest.mark.once
@pytest.mark.parametrize("share", [0, 0.0005, 0.3, 0.5, 0.7])
def test_a_truncated_file_is_said(file, elsewhere, share):
    raw = file.read_bytes()
    file.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(BackupBroken, match=r"terpotong|bukan cadangan"):
        verbs.restore(file, to=elsewhere)


@pytest.mark.once
@pytest.mark.parametrize("share", [0.4, 0.5, 0.6, 0.7])
def test_a_changed_byte_is_said(file, elsewhere, share):
    raw = bytearray(file.read_bytes())
    raw[int(len(raw) * share)] ^= 1
    file.write_bytes(raw)
    with pytest.raises(BackupBroken):
        verbs.restore(file, to=elsewhere)


@pytest.mark.once
@pytest.mark.parametrize("content", [b"", b"halo", b"\0" * 10_240, b"PK\x03\x04" + b"x" * 5000])
def test_a_foreign_file_is_said(tmp_path, elsewhere, content):
    (tmp_path / "lain.tar").write_bytes(content)
    with pytest.raises(BackupBroken, match="bukan cadangan Balai"):
        verbs.restore(tmp_path / "lain.tar", to=elsewhere)


@pytest.mark.once
def test_a_foreign_tar_is_said(tmp_path, elsewhere):
    with tarfile.open(tmp_path / "lain.tar", "w") as tar:
        tar.add(__file__, "foto.jpg")
    with pytest.raises(BackupBroken, match="bukan cadangan Balai"):
        verbs.restore(tmp_path / "lain.tar", to=elsewhere)


@pytest.mark.once
def test_a_missing_file_and_a_folder_are_said(tmp_path, elsewhere):
    with pytest.raises(BackupBroken, match="tidak ada"):
        verbs.restore(tmp_path / "tidak-ada.tar", to=elsewhere)
    with pytest.raises(BackupBroken, match="folder"):
        verbs.restore(tmp_path, to=elsewhere)


def rewrite(file: Path, change) -> None:
    """A forger's backup: the same data under a manifest with other words."""
    with tarfile.open(file) as tar:
        members = [(m, tar.extractfile(m).read()) for m in tar.getmembers()]  # type: ignore[union-attr]
    with tarfile.open(file, "w") as tar:
        for member, raw in members:
            new = change(json.loads(raw)) if member.name == archive.NAME else raw
            member.size = len(new)
            tar.addfile(member, io.BytesIO(new))


@pytest.mark.once
def test_a_changed_manifest_is_said(file, elsewhere):
    def more_rows(outer):
        words = json.loads(outer["manifest"])
        words["tables"]["audit_entry"]["rows"] = 14
        return json.dumps({**outer, "manifest": json.dumps(words)}).encode()

    rewrite(file, more_rows)
    with pytest.raises(BackupBroken, match="diubah sesudah dibuat"):
        verbs.restore(file, to=elsewhere)


@pytest.fixture
def other_keys(settings, tmp_path):
    settings.BALAI_KEYS = str(tmp_path / "other.json")
    sealing.write_ring(tmp_path / "other.json", sealing.new_ring())
    sealing.forget_keys()
    yield
    sealing.forget_keys()


@pytest.mark.once
def test_without_its_keys_it_fails(file, elsewhere, other_keys):
    with pytest.raises(BackupBroken, match="Berkas kunci") as refused:
        verbs.restore(file, to=elsewhere)
    assert "seal versi 1" in str(refused.value)


def test_another_engine_is_said(file):
    other = (
        "postgres://x:y@127.0.0.1:1/z" if connection.vendor == "sqlite" else "sqlite:////tmp/nowhere.sqlite3"
    )
    with pytest.raises(BackupBroken, match="tujuannya harus"):
        verbs.restore(file, to=other)


# A restore that went wrong by itself.


@pytest.mark.parametrize(
    ("table", "digest", "says"),
    [("engine_lease", (99, "0"), "99 baris"), ("audit_entry", (13, "0"), "isi baris berbeda")],
)
def test_rows_that_differ_are_named(file, elsewhere, monkeypatch, table, digest, says):
    true = tables.digest
    monkeypatch.setattr(tables, "digest", lambda name, *a: digest if name == table else true(name, *a))
    with pytest.raises(BackupBroken, match=f"Tabel {table}: .*{says}|{says}"):
        verbs.restore(file, to=elsewhere)


def test_what_could_not_be_verified_fails(file, elsewhere, monkeypatch):
    from django.db import OperationalError

    def broken(*_: object) -> tuple[int, str]:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(tables, "digest", broken)
    with pytest.raises(BackupBroken, match="Tidak dapat diperiksa"):
        verbs.restore(file, to=elsewhere)


def test_a_restore_that_fails_leaves_no_sqlite_file(file, elsewhere, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL restores in one transaction")
    monkeypatch.setattr(tables, "digest", lambda *_: (0, "0"))
    with pytest.raises(BackupBroken):
        verbs.restore(file, to=elsewhere)
    assert not Path(elsewhere.removeprefix("sqlite:///")).exists()


def test_without_postgresqls_programs_it_says_which(monkeypatch, tmp_path):
    monkeypatch.setenv("BALAI_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(BackupBroken, match="Program pg_dump tidak ada"):
        engines.program("pg_dump")


# Hashes.


def test_a_tables_hash_does_not_ask_for_order_but_for_every_value():
    columns = tables.tables()["engine_limit"]
    Limit.objects.all().delete()
    Limit.objects.create(pk=1, bucket=b"a", window=MOMENT, count=1)
    Limit.objects.create(pk=2, bucket=b"b", window=MOMENT, count=1)
    first = tables.digest("engine_limit", columns, "default")
    Limit.objects.all().delete()
    Limit.objects.create(pk=2, bucket=b"b", window=MOMENT, count=1)
    Limit.objects.create(pk=1, bucket=b"a", window=MOMENT, count=1)
    assert tables.digest("engine_limit", columns, "default") == first
    Limit.objects.filter(pk=1).update(count=2)
    assert tables.digest("engine_limit", columns, "default") != first


def test_the_same_rows_have_the_same_hash_on_both_engines():
    """One figure, written down here, that SQLite and PostgreSQL both must reach."""
    Installation.objects.all().delete()
    Limit.objects.all().delete()
    Limit.objects.create(pk=7, bucket=b"\x00\xff", window=MOMENT + timedelta(microseconds=5), count=3)
    Installation.objects.create(pk=1, is_demo=True, clock_offset_seconds=-5, made_at=MOMENT)
    found = [
        tables.digest(name, tables.tables()[name], "default")
        for name in ("engine_limit", "engine_installation")
    ]
    assert [digest[:8] for _, digest in found] == SAME


SAME = ["c6a1758c", "c0a25a45"]


# The commands.


def command(module, *words: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)))


def test_balai_backup_and_restore(tmp_path, elsewhere, capsys):
    file = str(tmp_path / "cadangan.tar")
    assert command(backup_command, file) == 0
    assert command(backup_command, file) == 1
    assert command(restore_command, file, "--to", elsewhere) == 0
    assert command(restore_command, file, "--to", elsewhere) == 1
    assert command(restore_command, file, "--to", "mysql://x") == 1
    said = capsys.readouterr()
    assert "baris demi baris" in said.out
    assert "tidak kosong" in said.err


def test_balai_drill_restore_leaves_a_dated_report(settings, tmp_path, capsys):
    settings.STATE_DIR = tmp_path
    assert command(drill_command, "restore") == 0
    [report] = (tmp_path / "drills").iterdir()
    assert f"{datetime.now(UTC):%Y}" in report.name
    assert "berhasil" in report.read_text()
    assert "13" not in capsys.readouterr().err


def test_a_drill_leaves_nothing_behind(monkeypatch):
    """Other drills run beside it on the same server: this one's database has a name of its own."""
    own = f"{os.getpid():08x}"
    monkeypatch.setattr("balai.site.backup.verbs.secrets.token_hex", lambda length: own)
    verbs.drill()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [f"balai_drill_{own}"])
            assert cursor.fetchone()[0] == 0


def test_a_drill_sees_unsealed_deeds_as_no_fault():
    assert verbs.drill().manifest.audit_number == 12
    seal(MOMENT, above=0)
    assert verbs.drill().manifest.audit_number == 13


def test_a_changed_deed_is_found_by_the_drill():
    from balai.audit.testing import allow_flush

    with allow_flush(), transaction.atomic():
        Entry.objects.filter(pk=Entry.objects.order_by("pk")[3].pk).update(verb="queue.forged")
    with pytest.raises(BackupBroken, match="diubah"):
        verbs.drill()
