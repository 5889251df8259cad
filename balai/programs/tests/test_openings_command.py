"""`balai openings`: one opening a line, and the reason of a day."""

import re

import pytest

from balai.site.cli import main
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    make.fixed_year(2026)
    return make.program(slug="minggu-senyum-ceria")


def test_it_prints_each_opening_as_start_and_end_with_offset(program, capsys):
    assert main(["openings", "minggu-senyum-ceria", "--from", "2026-01-01", "--to", "2026-12-31"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 66
    assert lines[0] == "2026-01-01T09:00:00+07:00 2026-01-01T11:00:00+07:00"
    assert all(re.fullmatch(r"\S+T09:00:00\+07:00 \S+T11:00:00\+07:00", line) for line in lines)


def test_it_says_why_a_day_is_open_or_closed(program, capsys):
    main(["openings", "minggu-senyum-ceria", "--why", "2026-05-31"])
    main(["openings", "minggu-senyum-ceria", "--why", "2026-05-26"])
    assert capsys.readouterr().out.splitlines() == [
        "Minggu, 31 Mei 2026: Buka karena hari Minggu, juga Waisak.",
        "Selasa, 26 Mei 2026: Tutup: bukan hari layanan. Buka lagi Rabu, 27 Mei 2026.",
    ]


def test_an_unknown_programme_is_told(capsys):
    assert main(["openings", "tidak-ada"]) == 1
    assert "tidak ada program 'tidak-ada'" in capsys.readouterr().err
