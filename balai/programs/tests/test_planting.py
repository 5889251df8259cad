"""A programme is a file: planted twice nothing changes, and what an officer changed is never overwritten."""

import re
from datetime import date

import pytest

from balai.base.errors import RuleBroken
from balai.programs import actions, calendar, seeds
from balai.programs.checks import missing, missing_everywhere
from balai.programs.models import Planted, Program
from balai.programs.planting import Planter, plant_file
from tests import make
from tests.make.programs import SEEDS

pytestmark = pytest.mark.django_db
FILES = sorted(SEEDS.glob("*.toml"))
OFFICES = {
    "kec-cikarang-utara": "Asia/Jakarta",
    "kec-kemuning": "Asia/Jakarta",
    "kel-plaju-ilir": "Asia/Jakarta",
    "kab-gresik": "Asia/Jakarta",
    "kab-bekasi": "Asia/Jakarta",
    "mpp-kupang": "Asia/Makassar",
}
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def offices():
    made = {slug: make.office(slug=slug, zone=zone) for slug, zone in OFFICES.items()}
    make.hours(made["mpp-kupang"])
    make.hours(made["mpp-kupang"], opens="08:00", closes="15:00", season="ramadan")
    make.fixed_year(2026)
    return made


def own_table_of(path, folder):
    """The file with its [programs] table alone: the other apps have their own tests."""
    text = path.read_text()
    later = re.search(r"^\[+(?!programs)", text, re.MULTILINE)
    copy = folder / path.name
    copy.write_text(text[: later.start()] if later else text)
    return copy


@pytest.fixture
def plant(tmp_path, offices):
    def do(slug, **how):
        return plant_file(own_table_of(SEEDS / f"{slug}.toml", tmp_path), now=make.BEGINNING, **how)

    return do


def fetched(slug):
    return Program.objects.with_series().get(slug=slug)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_seed_programme_plants_twice_without_a_change(path, plant):
    plant(path.stem)
    before = seeds.read(program=fetched(path.stem))
    again = plant(path.stem)
    assert seeds.read(program=fetched(path.stem)) == before
    assert not [line for line in again if "ditanam" in line or "diperbarui" in line]


def test_the_seed_programmes_are_seven():
    names = [path.stem for path in FILES]
    assert names == [
        "bestie",
        "botram",
        "kakekku-datang",
        "minggu-senyum-ceria",
        "ngopi-kemuning",
        "paling-siip",
        "penglaris",
    ]


def test_minggu_senyum_ceria_from_its_file_opens_66_days(plant):
    plant("minggu-senyum-ceria")
    days = calendar.openings(fetched("minggu-senyum-ceria"), *YEAR)
    assert len(days) == 66
    assert days[0].span[0].isoformat() == "2026-01-01T09:00:00+07:00"
    assert missing(fetched("minggu-senyum-ceria")) == []


def test_bestie_from_its_file_follows_the_hours_of_its_office(plant):
    plant("bestie")
    days = {day.on: day for day in calendar.openings(fetched("bestie"), *YEAR)}
    assert len(days) == 98
    assert days[date(2026, 5, 25)].span[0].isoformat() == "2026-05-25T07:30:00+08:00"
    assert days[date(2026, 3, 2)].span[0].isoformat() == "2026-03-02T08:00:00+08:00"


def test_jumat_bersih_from_its_file_asks_for_its_hour(plant):
    said = plant("paling-siip")
    program = fetched("paling-siip")
    assert "Isi jam." in missing_everywhere(program)
    assert any("belum terbit" in line and "Isi jam." in line for line in said)
    with pytest.raises(RuleBroken, match=r"Isi jam\."):
        actions.publish(program=program, by=Planter(), now=make.BEGINNING)


def test_what_the_demo_invents_is_planted_in_the_demo_alone(plant):
    plant("botram")
    assert not calendar.openings(fetched("botram"), *YEAR)
    Program.objects.all().delete()
    plant("botram", is_demo=True)
    assert fetched("botram").is_published
    assert len(calendar.openings(fetched("botram"), *YEAR)) == 4


def test_an_officers_change_is_kept_and_the_difference_printed(plant):
    plant("minggu-senyum-ceria")
    program = fetched("minggu-senyum-ceria")
    actions.edit_program(program=program, place_text="Aula kecamatan", by=Planter(), now=make.NOW)
    said = plant("minggu-senyum-ceria")
    assert fetched("minggu-senyum-ceria").place_text == "Aula kecamatan"
    assert "    tempat: berkas Kantor Kecamatan Cikarang Utara, kantor Aula kecamatan" in said


def write(tmp_path, text):
    path = tmp_path / "contoh.toml"
    path.write_text(text)
    return path


GOOD = '[programs]\nnama = "Contoh"\nkantor = "kec-kemuning"\nhari = ["senin"]\njam = ["09:00", "11:00"]\n'


def test_a_file_that_changed_reaches_a_programme_that_nobody_changed(tmp_path, offices):
    plant_file(write(tmp_path, GOOD), now=make.BEGINNING)
    said = plant_file(write(tmp_path, GOOD.replace("senin", "selasa")), now=make.BEGINNING)
    assert "contoh.toml: [programs] diperbarui." in said
    assert seeds.read(program=fetched("contoh"))["hari"] == ["selasa"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "\n[antrean]\nkuota = 6\n", r"contoh\.toml:7: tabel \[antrean\] tidak dikenal"),
        (GOOD + "\n[[base]]\nx = 1\n", r"contoh\.toml:7: tabel \[base\] tidak dikenal"),
        (GOOD + 'warna = "biru"\n', r"contoh\.toml:6: 'warna' tidak dikenal dalam \[programs\]"),
        (
            GOOD + 'catatan_lapangan = ["hadir", "nyanyi"]\n',
            r"contoh\.toml:6: catatan_lapangan: pilih dari hadir",
        ),
        (GOOD.replace("senin", "monday"), r"contoh\.toml:4: hari: 'monday' tidak dikenal"),
        (GOOD.replace("11:00", "08:00"), "Jam selesai harus sesudah jam mulai"),
        (GOOD.replace("kec-kemuning", "kec-x"), r"contoh\.toml:3: Kantor 'kec-x' belum ada"),
        ("[programs\n", r"contoh\.toml: tidak terbaca sebagai TOML: .*line 1"),
        ("", r"contoh\.toml:1: tabel \[programs\] belum ada"),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path, offices, text, said):
    with pytest.raises(RuleBroken, match=said):
        plant_file(write(tmp_path, text), now=make.BEGINNING)
    assert not Program.objects.exists()


def test_a_table_of_an_app_that_is_not_built_yet_is_listed(tmp_path, offices):
    said = plant_file(write(tmp_path, GOOD + '\n[visits]\nmacam = ["kartu"]\n'), now=make.BEGINNING)
    assert "contoh.toml: [visits] belum tersedia; dilewati." in said
    assert list(Planted.objects.values_list("table", flat=True)) == ["programs"]


def test_a_programme_that_an_office_made_itself_is_left_alone(tmp_path, offices):
    make.program(office=offices["kec-kemuning"], slug="contoh")
    said = plant_file(write(tmp_path, GOOD), now=make.BEGINNING)
    assert "sudah dibuat di kantor; tidak ditimpa" in said[0]
    assert fetched("contoh").name == "Minggu Senyum Ceria"


def test_a_table_with_every_key_reads_back_as_it_was(tmp_path, offices):
    table = {
        "nama": "Lengkap",
        "kantor": "kec-kemuning",
        "pola": "bulanan",
        "hari": ["senin", "jumat"],
        "ke": ["pertama", "terakhir"],
        "libur": "putuskan",
        "cuti_bersama": True,
        "jam": ["09:00", "11:00"],
        "jam_ramadan": ["10:00", "11:00"],
        "jam_hari": {"jumat": ["08:00", "10:00"]},
        "jam_ramadan_hari": {"jumat": ["09:00", "10:00"]},
        "berlaku_mulai": date(2026, 1, 1),
        "berakhir": date(2026, 12, 31),
        "biaya": 5000,
        "catatan_lapangan": ["hadir", "hasil"],
    }
    program = seeds.plant(slug="lengkap", table=table, by=Planter(), now=make.BEGINNING)
    read = seeds.read(program=program)
    assert read == {
        **table,
        "berlaku_mulai": "2026-01-01",
        "berakhir": "2026-12-31",
        "cuti_bersama": "ya",
    }
