"""The national table of regions: what is refused, where, and what an import leaves behind."""

import time

import pytest
from django.db import connection

from balai.places import actions
from balai.places.models import Place
from balai.places.provinces import PROVINCES, zone_of
from balai.places.regions import read_table
from balai.places.rules import Level, level_of, parent_of
from balai.places.tests import wilayah
from balai.site.commands import import_
from tests.make.moment import NOW

GOOD = """code,name,level
99,Provinsi Contoh,provinsi
99.01,Kabupaten Rekaan,kabupaten
99.01.01,Sukamaju,kecamatan
"""


def problems(text: str | bytes, known: set[str] | None = None) -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    return [str(p) for p in read_table(raw, frozenset(known or ())).problems]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("32", Level.PROVINCE),
        ("32.16", Level.REGENCY),
        ("16.71", Level.CITY),
        ("32.16.09", Level.DISTRICT),
        ("16.71.14.1003", Level.WARD),
        ("32.16.09.2001", Level.VILLAGE),
        ("94.01.01.3001", Level.VILLAGE),
        ("32.00", None),
        ("32.70", None),
        ("3216", None),
        ("32.16.09.4001", None),
        ("32.16.9", None),
        ("٣٢", None),
    ],
)
def test_a_code_says_its_level(code, level):
    assert level_of(code) == level


def test_a_code_knows_its_parent():
    assert [parent_of(c) for c in ("32", "32.16", "32.16.09", "32.16.09.2001")] == [
        "",
        "32",
        "32.16",
        "32.16.09",
    ]


def test_the_zones_follow_the_decree_of_1987():
    assert len(PROVINCES) == 38 + 1
    words = {code: zone_of(code) for code in ("11", "61", "51", "53", "63", "73", "81", "96")}
    assert words == {
        "11": "Asia/Jakarta",
        "61": "Asia/Jakarta",
        "51": "Asia/Makassar",
        "53": "Asia/Makassar",
        "63": "Asia/Makassar",
        "73": "Asia/Makassar",
        "81": "Asia/Jayapura",
        "96": "Asia/Jayapura",
    }


def test_a_good_table_is_read():
    table = read_table(GOOD.encode())
    assert not table.problems
    assert [(r.code, r.zone) for r in table.regions] == [
        ("99", "Asia/Jakarta"),
        ("99.01", "Asia/Jakarta"),
        ("99.01.01", "Asia/Jakarta"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("code,name,level", "Kode,Nama,Tingkat").encode(),
        (GOOD + "\n\n").encode(),
    ],
    ids=["mark of UTF-8", "semicolons", "lines of Windows", "Indonesian heading", "blank lines"],
)
def test_usual_variants_are_understood(raw):
    table = read_table(raw)
    assert not table.problems
    assert len(table.regions) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "baris 1: berkas kosong"),
        ("  \n ", "baris 1: berkas kosong"),
        (GOOD.replace(",", "\t"), "baris 1: pemisah kolom harus koma"),
        (GOOD.encode("utf-16"), "baris 1: berkas memakai UTF-16"),
        (GOOD.replace("Sukamaju", "Suka\xe9").encode("latin-1"), "baris 4: huruf ke-14 bukan UTF-8"),
        (GOOD.replace("Sukamaju", "Suka\0maju"), "baris 4: ada huruf kosong (NUL)"),
        (GOOD.replace("level", "tingkatan", 1), "baris 1, kolom tingkatan: kolom ini tidak dikenal"),
        ("code,name\n99,Contoh\n", "baris 1, kolom level: kolom ini tidak ada"),
        ("code,name,level,nama\n99,a,provinsi,b\n", "baris 1, kolom name: kolom ini ditulis dua kali"),
        (GOOD + "99.02,Rekaan Dua\n", "baris 5: ada 2 kolom, seharusnya 3"),
        (GOOD + "9902,Rekaan,kabupaten\n", "baris 5, kolom code: kode '9902' tidak sesuai pola"),
        (
            GOOD + "99.02,Rekaan,kota\n",
            "baris 5, kolom level: kode 99.02 berpola kabupaten, tetapi ditulis 'kota'",
        ),
        (GOOD + "99.02,Rekaan,distrik\n", "baris 5, kolom level: tingkat 'distrik' tidak dikenal"),
        (GOOD + "99.02,,kabupaten\n", "baris 5, kolom name: nama kosong"),
        (GOOD + f"99.02,{'a' * 121},kabupaten\n", "baris 5, kolom name: nama lebih dari 120 huruf"),
        (GOOD + "99.01,Lagi,kabupaten\n", "baris 5, kolom code: kode 99.01 sudah ada di baris 3"),
        (GOOD + "99.02.01,Yatim,kecamatan\n", "baris 5, kolom code: induk 99.02 tidak ada"),
        (GOOD + "98,Tak Dikenal,provinsi\n", "baris 5, kolom zone: zona waktu provinsi 98 belum dikenal"),
        ("code,name,level,zone\n99,Contoh,provinsi,GMT\n", "baris 2, kolom zone: zona 'GMT' tidak dikenal"),
        (GOOD + '"99.02,Kutip,kabupaten\n', "tanda kutip tidak berpasangan"),
    ],
)
def test_a_wrong_row_is_named_with_line_and_column(text, said):
    found = problems(text)
    assert any(said in problem for problem in found), found


def test_every_wrong_row_is_named_not_only_the_first():
    text = GOOD + "99.70,A,kota\n99.02,,kabupaten\n99.03.01,C,kecamatan\n"
    assert [problem.split(":")[0] for problem in problems(text)] == [
        "baris 5, kolom code",
        "baris 6, kolom name",
        "baris 7, kolom code",
    ]


def test_a_parent_may_be_in_the_database_already():
    assert not problems("code,name,level\n99.01.02,Sukasari,kecamatan\n", known={"99.01"})


def run_import(tmp_path, raw: bytes) -> int:
    from argparse import Namespace

    file = tmp_path / "wilayah.csv"
    file.write_bytes(raw)
    return import_.run(Namespace(what="wilayah", file=file))


@pytest.mark.django_db
def test_one_wrong_row_imports_nothing(tmp_path, capsys):
    assert run_import(tmp_path, (GOOD + "99.02,,kabupaten\n").encode()) == 1
    assert not Place.objects.exists()
    said = capsys.readouterr().err
    assert "wilayah.csv baris 5, kolom name: nama kosong." in said
    assert "Tidak ada yang dimasukkan: 1 kesalahan." in said


@pytest.mark.django_db
def test_an_import_again_updates_and_keeps_what_the_file_does_not_say(tmp_path, capsys):
    run_import(tmp_path, GOOD.encode())
    before = Place.objects.get(code="99.01.01")
    Place.objects.filter(pk=before.pk).update(display_name="Suka Maju")
    changed = GOOD.replace("Sukamaju", "Sukamaju Baru") + "99.01.02,Sukasari,kecamatan\n"
    assert run_import(tmp_path, changed.encode()) == 0
    assert "1 wilayah baru, 1 diperbarui, 2 tetap" in capsys.readouterr().out
    after = Place.objects.get(code="99.01.01")
    assert (after.pk, after.name, after.display_name) == (before.pk, "Sukamaju Baru", "Suka Maju")
    assert Place.objects.get(code="99.01.02").parent_code == "99.01"


@pytest.mark.django_db
def test_children_may_stand_before_their_parents_in_the_file(tmp_path):
    head, *lines = GOOD.strip().split("\n")
    assert run_import(tmp_path, "\n".join([head, *reversed(lines)]).encode()) == 0
    assert Place.objects.get(code="99.01.01", parent__parent__code="99")


@pytest.mark.django_db
def test_a_file_that_cannot_be_opened_says_so(tmp_path, capsys):
    from argparse import Namespace

    assert import_.run(Namespace(what="wilayah", file=tmp_path / "tidak-ada.csv")) == 1
    assert "Berkas tidak terbaca" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the figure is promised for SQLite")
def test_a_table_as_big_as_the_national_one_is_in_within_thirty_seconds():
    began = time.process_time()  # not the wall's: other work on the machine is not ours
    table = read_table(wilayah.table())
    assert not table.problems
    done = actions.import_regions(regions=table.regions, now=NOW)
    taken = time.process_time() - began
    assert done.new == Place.objects.count() == wilayah.TOTAL
    assert taken < 30, f"{taken:.1f} s"
    again = actions.import_regions(regions=table.regions, now=NOW)
    assert (again.new, again.changed, again.same) == (0, 0, wilayah.TOTAL)
