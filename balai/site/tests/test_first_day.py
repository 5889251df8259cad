"""balai setup on an empty machine, balai create-officer, balai keys: by flags, by answers, and by process."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from balai.base import sealing
from balai.base.permissions import Permission
from balai.engine.models import KeyVersion
from balai.people.models import Identity, Person
from balai.places.models import Counter, Office, Place
from balai.site import first_day
from balai.site.commands import create_officer, keys, setup
from tests.make import people, places

ROOT = Path(__file__).parents[3]
FLAGS = [
    "--yes",
    *("--url", "https://balai.contoh.example"),
    *("--place", "99.01.01"),
    *("--place-name", "99.01=Kabupaten Rekaan"),
    *("--place-name", "99.01.01=Sukamaju"),
    *("--counters", "2"),
    *("--head-username", "camat"),
]


def arguments(command, *flags: str) -> Namespace:
    parser = ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(flags)


def begin(tmp_path: Path, *flags: str) -> int:
    return setup.run(arguments(setup, *(flags or FLAGS), "--env", str(tmp_path / "env")))


@pytest.mark.django_db
def test_the_first_day_by_flags(tmp_path, capsys):
    assert begin(tmp_path) == 0
    office = Office.objects.get()
    assert (office.slug, office.name, office.zone) == ("kec-sukamaju", "Kecamatan Sukamaju", "Asia/Jakarta")
    assert Counter.objects.filter(office=office).count() == 2
    assert [p.name for p in Place.objects.order_by("code")] == [
        "Provinsi Contoh",
        "Kabupaten Rekaan",
        "Sukamaju",
    ]
    head = Person.objects.get(username="camat")
    assert head.may(Permission.PEOPLE_ASSIGN, at=office)
    assert head.start_code_until
    said = capsys.readouterr().out
    code = said.split("Kode awal:")[1].split()[0]
    assert head.check_password(code)
    assert "balai serve" in said


@pytest.mark.django_db
def test_the_settings_are_written_for_their_owner_alone_and_never_over_others(tmp_path, capsys):
    begin(tmp_path)
    file = tmp_path / "env"
    assert file.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in file.read_text().splitlines())
    assert values["BALAI_HOSTS"] == "balai.contoh.example"
    assert len(values["BALAI_SECRET_KEY"]) >= 50
    list(first_day._environment(answers_with(file)))
    assert dict(line.split("=", 1) for line in file.read_text().splitlines()) == values


def answers_with(env: Path) -> first_day.Answers:
    return first_day.Answers(
        "https://lain.example", "99.01.01", {}, "Kantor", "kecamatan", "kec", 1, "camat", "Camat", env
    )


@pytest.mark.django_db
def test_an_installation_with_an_office_is_never_touched(tmp_path, capsys):
    places.office()
    assert begin(tmp_path) == 1
    assert "Sudah ada kantor" in capsys.readouterr().err
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_first_day_by_answers(tmp_path, monkeypatch, capsys):
    answers = iter(
        [
            "https://balai.contoh.example",
            "99.01.01",
            "Sukamaju",
            "Kabupaten Rekaan",
            "",
            "",
            "",
            "3",
            "",
            "Camat",
        ]
    )
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert setup.run(arguments(setup, "--env", str(tmp_path / "env"))) == 0
    assert Counter.objects.count() == 3
    assert Person.objects.get().display_name == "Camat"


@pytest.mark.django_db
def test_breaking_off_makes_nothing(tmp_path, monkeypatch, capsys):
    def gone(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", gone)
    assert setup.run(arguments(setup, "--env", str(tmp_path / "env"))) == 130
    assert "Tidak ada yang dibuat" in capsys.readouterr().err
    assert not Office.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--yes"], "Alamat situs"),
        (["--yes", "--url", "http://balai.example"], "harus diawali https://"),
        (["--yes", "--url", "https://x.example", "--place", "kota"], "tidak sesuai pola"),
        (["--yes", "--url", "https://x.example", "--place", "99.01"], "Nama wilayah 99.01 belum diisi"),
        ([*FLAGS, "--office-kind", "warung"], "tidak dikenal"),
        ([*FLAGS, "--head-username", "Pak Camat"], "Nama pengguna"),
    ],
)
def test_what_is_missing_or_wrong_is_said(tmp_path, capsys, flags, said):
    assert begin(tmp_path, *flags) == 1
    assert said in capsys.readouterr().err
    assert not Office.objects.exists()


@pytest.mark.django_db
def test_an_officer_by_command_and_a_new_code(capsys):
    places.office("kec-contoh")
    made = arguments(create_officer, "siti.loket", "--name", "Petugas loket 1", "--office", "kec-contoh")
    assert create_officer.run(made) == 0
    first = capsys.readouterr().out.split("Kode awal:")[1].split()[0]
    assert create_officer.run(arguments(create_officer, "siti.loket", "--reset")) == 0
    second = capsys.readouterr().out.split("Kode awal:")[1].split()[0]
    person = Person.objects.get(username="siti.loket")
    assert person.check_password(second)
    assert not person.check_password(first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["siti", "--office", "tidak-ada"], "Tidak ditemukan"),
        (["tidak-ada", "--reset"], "Tidak ditemukan"),
        (["siti", "--office", "kec-contoh", "--role", "raja"], "Tugas 'raja' tidak dikenal"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(capsys, flags, said):
    places.office("kec-contoh")
    assert create_officer.run(arguments(create_officer, *flags)) == 1
    assert said in capsys.readouterr().err


@pytest.fixture
def own_keys(tmp_path, settings):
    settings.STATE_DIR = tmp_path  # files that other tests left are sealed with other keys
    settings.BALAI_KEYS = str(tmp_path / "keys.json")
    sealing.write_ring(tmp_path / "keys.json", sealing.new_ring())
    sealing.forget_keys()
    yield tmp_path / "keys.json"
    sealing.forget_keys()


@pytest.mark.django_db
def test_a_rotation_opens_old_and_new(own_keys, capsys):
    old = people.identity(name="Warga Lama", phone="081200000001")
    officer = people.officer()
    other_text = sealing.seal("kabar lama")
    assert keys.run(arguments(keys, "rotate")) == 0
    assert "Semua baris memakai kunci terbaru." in capsys.readouterr().out

    new = people.identity(name="Warga Baru", phone="081200000002")
    row = Identity.objects.get(pk=old.pk)
    assert row.name_sealed.startswith("2.")
    assert new.name_sealed.startswith("2.")
    assert (row.name, new.name, sealing.unseal(other_text)) == ("Warga Lama", "Warga Baru", "kabar lama")
    assert bytes(row.phone_hash or b"") == sealing.keyed_hash("+6281200000001", "phone")
    factor = officer.authenticator_set.get(type="totp")  # type: ignore[attr-defined]
    assert factor.data["secret"].startswith("2.")
    assert len(factor.wrap().instance.data) == 1
    assert set(KeyVersion.objects.values_list("purpose", "version")) == {
        (purpose, version) for purpose in ("seal", "hash", "token") for version in (1, 2)
    }


@pytest.mark.django_db
def test_what_an_old_key_still_holds_is_counted(own_keys, capsys):
    people.identity()
    ring = json.loads(own_keys.read_text())
    for each in ring.values():
        each["2"] = sealing.new_key()
    sealing.write_ring(own_keys, ring)
    keys.run(arguments(keys))
    said = capsys.readouterr().out
    assert "Masih memakai kunci lama: 1 baris." in said
    assert "belum dicatat di basis data" in said
    keys.run(arguments(keys, "reseal"))
    assert "Semua baris memakai kunci terbaru." in capsys.readouterr().out


@pytest.mark.slow
def test_an_empty_machine_as_one_process(tmp_path):
    """Production settings, nothing there yet: set up, refuse a second time, list the keys."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BALAI_STATE_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/var/balai.sqlite3",
    }

    def balai(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "balai.site.cli", *words]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    refused = balai("keys")
    assert refused.returncode == 78
    assert "BALAI_SECRET_KEY" in refused.stderr
    done = balai("setup", *FLAGS)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "keys.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "var" / "balai.sqlite3").stat().st_mode & 0o777 == 0o600
    assert balai("setup", *FLAGS).returncode == 1
    listed = balai("keys")  # its settings come from the .env that setup wrote
    assert listed.returncode == 0, listed.stderr
    assert "seal   versi   1" in listed.stdout
