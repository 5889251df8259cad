"""Pages of trends: no few in any form, nothing of other offices, honest when there is little to show."""

import csv
import io
import json
import re
import sys
from subprocess import run

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.people.rules import Role
from balai.places.models import Place
from balai.voices.models import Cell, Deed, Period, Proposal
from balai.voices.rules.trends import Table
from balai.voices.trends import charts, layout
from tests import make

pytestmark = pytest.mark.django_db
QUERIES = 10
UNSORTED = {"belum-dipilah": 15}


@pytest.fixture(autouse=True)
def now(at):
    at(make.NOW)


@pytest.fixture
def office():
    made = make.office()
    for slug, name in (("ktp", "KTP dan KK"), ("jalan", "Jalan"), ("sampah", "Sampah")):
        make.topic(slug, name)
    return made


def page(office, client=None, path="") -> str:
    client = client or make.browser()
    start = "/kelola/tren" if client.session.get("_auth_user_id") else "/tren"
    response = client.get(f"{start}/{office.slug}/{path}")
    assert response.status_code == 200
    return str(response.content.decode())


def numbers(text: str) -> set[int]:
    """What stands in cells of tables."""
    return {int(n) for n in re.findall(r'<td class="num">\s*(\d+)\s*</td>', text)}


def filled_years(office) -> None:
    for month in (2, 3):
        make.frozen(office, 2026, month, ktp=40, jalan=25 + month, sampah=7, **UNSORTED)
    make.frozen(office, 2025, 3, ktp=20, jalan=30, sampah=12)


def test_it_shows_topics_and_what_changed(office) -> None:
    filled_years(office)
    text = page(office)
    assert "KTP dan KK" in text
    assert "naik 20 (100%)" in text
    assert {40, 20} <= numbers(text)
    assert "angka disembunyikan karena kurang dari 10 orang" in text


def test_no_few_in_any_form(office) -> None:
    filled_years(office)
    assert min(numbers(page(office))) >= 10
    rows = list(csv.DictReader(io.StringIO(page(office, path="tren.csv"))))
    assert all(int(row["jumlah"]) >= 10 for row in rows if row["jumlah"])
    assert all((row["jumlah"] == "") == (row["keterangan"] == "disembunyikan") for row in rows)
    about = page(office, path="tren.jsonld")
    assert "disembunyikan" in about
    inside = make.browser(make.officer(Role.ANALYST, office))
    assert min(numbers(page(office, inside))) >= 5
    assert 7 in numbers(page(office, inside))


def test_the_csv_is_the_published_cells_and_no_more(office) -> None:
    filled_years(office)
    rows = list(csv.DictReader(io.StringIO(page(office, path="tren.csv"))))
    assert len(rows) == Cell.objects.filter(audience="public").count()
    shown = sorted(int(row["jumlah"]) for row in rows if row["jumlah"])
    published = Cell.objects.filter(audience="public", count__isnull=False).order_by("count")
    assert shown == list(published.values_list("count", flat=True))


def test_the_description_is_dcat(office) -> None:
    filled_years(office)
    about = json.loads(page(office, path="tren.jsonld"))
    assert about["@type"] == "dcat:Dataset"
    assert about["dcat:distribution"]["dcat:downloadURL"]["@id"].endswith(f"/tren/{office.slug}/tren.csv")
    assert about["dct:temporal"]["dcat:startDate"] == "2025-03-01"


def test_too_little_is_said_honestly(office) -> None:
    make.frozen(office, ktp=3)
    text = page(office)
    assert "Belum cukup banyak untuk ditampilkan" in text
    assert "<table" not in text


def test_an_office_without_trends_has_no_page(office) -> None:
    assert make.browser().get(f"/tren/{office.slug}/").status_code == 404
    assert make.browser(make.head(office)).get(f"/kelola/tren/{office.slug}/").status_code == 404


def test_another_offices_inside_is_not_there(office) -> None:
    filled_years(office)
    other = make.office()
    client = make.browser(make.head(other))
    for path in ("", "tren.csv", "tindak-lanjut/", "usulan/"):
        assert client.get(f"/kelola/tren/{office.slug}/{path}").status_code == 404
    assert client.get("/kelola/tren/").headers["Location"] == f"/kelola/tren/{other.slug}/"


def test_who_works_on_cases_sees_no_inside_figures(office) -> None:
    filled_years(office)
    for role in (Role.LISTENER, Role.LIAISON, Role.FRONT_DESK):
        client = make.browser(make.officer(role, office))
        assert client.get(f"/kelola/tren/{office.slug}/").status_code == 403


def test_an_analyst_reads_and_publishes_nothing(office) -> None:
    filled_years(office)
    client = make.browser(make.officer(Role.ANALYST, office))
    assert "Tulis tindak lanjut" not in page(office, client)
    assert client.get(f"/kelola/tren/{office.slug}/tindak-lanjut/").status_code == 403


def test_questions_to_the_database_do_not_grow(office) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert make.browser().get(f"/tren/{office.slug}/").status_code == 200
        return len(queries)

    make.frozen(office, 2026, 3, ktp=40, jalan=25)
    few = asked()
    for month in range(1, 13):
        make.frozen(office, 2025, month, ktp=40, jalan=25, sampah=12)
    assert asked() == few <= QUERIES


def test_a_decision_is_published_and_read_by_all(office) -> None:
    filled_years(office)
    client = make.browser(make.head(office))
    cell = Cell.objects.filter(audience="public", table=Table.TOPIC, key="ktp").order_by("-pk").first()
    form = {
        "cell": cell.pk,
        "heard": "KTP lama jadi.",
        "done": "",
        "done_by": "Kepala seksi",
        "done_on": "2026-05-20",
    }
    refused = client.post(f"/kelola/tren/{office.slug}/tindak-lanjut/", form)
    assert refused.status_code == 422
    assert "KTP lama jadi." in refused.content.decode()
    form["done"] = "Loket ditambah satu."
    assert client.post(f"/kelola/tren/{office.slug}/tindak-lanjut/", form).status_code == 302
    assert "Loket ditambah satu." in page(office)
    assert Deed.objects.get().published_by is not None


def test_a_proposal_is_printed_and_its_fate_told(office) -> None:
    filled_years(office)
    client = make.browser(make.head(office))
    cell = Cell.objects.filter(audience="public", table=Table.TOPIC, key="ktp").order_by("-pk").first()
    form = {"cell": cell.pk, "title": "Loket kedua", "what": "Tambah loket."}
    paper = client.post(f"/kelola/tren/{office.slug}/usulan/", form).headers["Location"]
    assert f"{cell.count}" in client.get(paper).content.decode()
    assert client.post(paper, {"fate": "refused", "reason": ""}).status_code == 422
    assert client.post(paper, {"fate": "refused", "reason": "Tanahnya belum ada"}).status_code == 302
    assert "Tanahnya belum ada" in page(office)
    assert Proposal.objects.get().fate == "refused"


def test_tiles_need_a_layout(tmp_path) -> None:
    good = tmp_path / "99.01.toml"
    good.write_text('[ubin]\n"99.01.01.2001" = [0, 0]\n"99.01.01.2002" = [1, 0]\n')
    bad = tmp_path / "99.02.toml"
    bad.write_text('[ubin]\n"99.02.01.2001" = [0, 0]\n"99.02.01.2002" = [0, 0]\n')
    assert layout._read(good) == {"99.01.01.2001": (0, 0), "99.01.01.2002": (1, 0)}
    assert layout._read(bad) == layout._read(tmp_path / "none.toml") == {}
    areas = [
        ("99.01.01.2001", "Sukamakmur", 40),
        ("99.01.01.2002", "Rekaan", None),
        ("99.01.01.2003", "Jauh", 9),
    ]
    drawn = charts.tile_map(areas, layout._read(good))
    assert [(tile.name, tile.shade) for tile in drawn.tiles] == [("Sukamakmur", "0.50"), ("Rekaan", "0.00")]
    assert charts.tile_map(areas, {}) is None


def test_every_shipped_layout_fits() -> None:
    from django.conf import settings

    for path in (settings.BASE_DIR / "seeds" / "places" / "ubin").glob("*.toml"):
        tiles = layout._read(path)
        assert tiles
        assert all(code.startswith(f"{path.stem}.") for code in tiles)


def test_a_year_shows_kelurahan_and_what_is_sensitive(office) -> None:
    city = Place.objects.get(code="99.01")
    make.topic("keluarga", "Masalah keluarga", is_sensitive=True)
    make.place("99.01.01.2001", name="Sukamakmur")
    keys = [
        ("all", "", 60),
        ("area", "99.01.01.2001", 44),
        ("area", "lain", None),
        ("sensitive", "keluarga", 16),
    ]
    period = Period.objects.create(
        city=city, audience="public", year=2025, month=0, size=len(keys), frozen_at=make.NOW
    )
    for table, key, n in keys:
        Cell.objects.create(period=period, audience="public", table=table, key=key, count=n)
    text = page(office)
    assert "Sukamakmur" in text
    assert "Masalah keluarga" in text
    assert {44, 16} <= numbers(text)


def test_the_web_loads_no_counting_engine() -> None:
    """Pages read rows: 300 MB of libraries stay with the jobs."""
    code = """if True:
        import os, sys, django
        os.environ["DJANGO_SETTINGS_MODULE"] = "balai.site.settings"
        django.setup()
        import balai.site.urls, balai.voices.jobs
        print([name for name in ("ibis", "duckdb", "pyarrow", "pandas") if name in sys.modules])
    """
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_list_of_offices_asks_as_much_for_ten_as_for_two(django_assert_max_num_queries) -> None:
    offices = [make.office(place=make.place(f"99.0{n}.01")) for n in range(1, 5)]
    officer = make.officer(Role.OFFICE_HEAD, offices[0])
    for office in offices[1:]:
        make.assignment(officer, Role.OFFICE_HEAD, office)
    for office in offices[:3]:
        make.frozen(office, ktp=40)
    client = make.browser(officer)
    with django_assert_max_num_queries(QUERIES):
        text = client.get("/kelola/tren/").content.decode()
    assert [office.name in text for office in offices] == [True, True, True, False]
