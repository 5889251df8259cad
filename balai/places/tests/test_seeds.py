"""Planting places: twice is once, an officer's change stays, and a slip in a file has a line."""

from pathlib import Path

import pytest

from balai.base.errors import RuleBroken
from balai.places import actions
from balai.places.calendar import joint_leave_is_fixed
from balai.places.models import Agency, Counter, HolidayOverride, Office, OpeningHours, Place
from balai.places.seeds import plant_places
from tests.make import people
from tests.make.moment import NOW

SEEDS = Path(__file__).parents[3] / "seeds" / "places"
pytestmark = pytest.mark.django_db


def planted(folder: Path = SEEDS) -> list[str]:
    return plant_places(folder, now=NOW)


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "satu.toml").write_text(text)
    return tmp_path


OFFICE = """
[wilayah]
"99" = "Provinsi Contoh"

[[kantor]]
slug = "kantor-contoh"
nama = "Kantor Contoh"
jenis = "dinas"
wilayah = "99"
loket = [1]
alamat = "Jalan Lama"
telepon = "021-1"
"""


def test_the_seeds_hold_what_the_programmes_need():
    planted()
    slugs = set(Office.objects.values_list("slug", flat=True))
    needed = "kec-cikarang-utara kec-kemuning kec-plaju kel-plaju-ilir mpp-kupang kab-gresik kota-palopo"
    assert set(needed.split()) <= slugs
    kupang = Office.objects.get(slug="mpp-kupang")
    assert (kupang.zone, kupang.place.code) == ("Asia/Makassar", "53.71")
    assert Counter.objects.filter(office__slug="kec-cikarang-utara").count() == 3
    assert str(Place.objects.get(code="16.71.09.1003")) == "Sekip Jaya"
    assert Agency.objects.filter(slug__in=["disdukcapil", "bapenda"]).count() == 2
    assert joint_leave_is_fixed(2026)
    assert not joint_leave_is_fixed(2027)


def test_seed_hours_are_those_of_the_decree_and_marked():
    """Perpres 21/2023: 37.5 hours a week without breaks, 32.5 in Ramadan."""
    planted()
    office = Office.objects.get(slug="mpp-kupang")
    for season, expected in (("normal", 37.5), ("ramadan", 32.5)):
        week = OpeningHours.objects.filter(office=office, season=season)
        assert sum(worked(row) for row in week) == expected
    assert "Perpres 21/2023" in office.to_confirm


def worked(row: OpeningHours) -> float:
    ends = [row.opens, row.closes, row.break_from, row.break_to]
    opens, closes, start, end = (t.hour + t.minute / 60 if t else 0 for t in ends)
    return closes - opens - (end - start)


def test_planting_twice_changes_nothing():
    planted()
    before = list(OpeningHours.objects.order_by("pk").values())
    assert planted() == []
    assert list(OpeningHours.objects.order_by("pk").values()) == before


def test_what_an_officer_changed_stays_and_is_told(tmp_path):
    folder = folder_with(tmp_path, OFFICE)
    planted(folder)
    office = Office.objects.get(slug="kantor-contoh")
    actions.change_office(office=office, by=people.head(office), now=NOW, address="Jalan Petugas")
    folder_with(tmp_path, OFFICE.replace("Jalan Lama", "Jalan Berkas").replace("021-1", "021-2"))
    said = planted(folder)
    office.refresh_from_db()
    assert (office.address, office.phone_public) == ("Jalan Petugas", "021-2")
    assert "kantor kantor-contoh: diperbarui (phone_public)" in said
    assert "kantor kantor-contoh: address tetap 'Jalan Petugas' (di berkas 'Jalan Berkas')" in said


def test_an_office_that_was_there_before_the_seed_is_left_as_it_is(tmp_path):
    folder = folder_with(tmp_path, OFFICE)
    actions.record_place(region=region_99(), now=NOW)
    actions.create_office(slug="kantor-contoh", name="Sudah Ada", place=Place.objects.get(code="99"), now=NOW)
    planted(folder)
    assert Office.objects.get(slug="kantor-contoh").name == "Sudah Ada"


def region_99():
    from balai.places.regions import Region
    from balai.places.rules import Level

    return Region("99", "Provinsi Contoh", Level.PROVINCE, "Asia/Jakarta", "")


def test_an_override_that_an_officer_withdrew_does_not_come_back(tmp_path):
    text = '[[ubahan]]\ntanggal = 2026-08-18\nnama = "Hari tambahan"\ndasar = "SKB"\n'
    folder = folder_with(tmp_path, text)
    planted(folder)
    row = HolidayOverride.objects.get()
    actions.withdraw_override(on=row.on, now=NOW)
    assert planted(folder) == ["ubahan 2026-08-18: sudah dihapus petugas, tidak ditanam lagi"]
    assert not HolidayOverride.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n[[kantr]]\nslug = 'x'\n", r"satu.toml baris 3: tabel \[kantr\] tidak dikenal"),
        (
            OFFICE + "\nwarna = 'hijau'\n",
            r"satu.toml baris 14: kunci 'warna' tidak dikenal di \[\[kantor\]\]",
        ),
        ("[wilayah\n", "satu.toml: bukan TOML yang benar"),
        (OFFICE.replace('wilayah = "99"', 'wilayah = "98"'), "wilayah 98 tidak ada"),
        (OFFICE + 'jam = "tidak-ada"\n', "jam 'tidak-ada' tidak ada"),
        (OFFICE + 'instansi = "tidak-ada"\n', "instansi 'tidak-ada' tidak ada"),
        ('[wilayah]\n"9"="X"\n', "tidak sesuai pola"),
        ('[jam.x.biasa]\nsenen = ["07:30", "16:00"]\n', "jam biasa.senen"),
    ],
)
def test_a_slip_in_a_file_is_named_and_nothing_is_planted(tmp_path, text, said):
    with pytest.raises(RuleBroken, match=said):
        planted(folder_with(tmp_path, text))
    assert not Office.objects.exists()
