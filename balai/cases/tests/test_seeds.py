"""The shipped clocks, and what a file of one's own may hold."""

from datetime import date
from pathlib import Path

import pytest

from balai.base.errors import RuleBroken
from balai.cases import actions
from balai.cases.models import Term
from balai.cases.rules.states import Kind
from balai.cases.rules.terms import Hop
from balai.cases.seeds import plant_terms
from tests import make

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "cases"


def write(folder: Path, text: str) -> Path:
    (folder / "terms.toml").write_text(text)
    return folder


def test_every_kind_has_a_day_by_which_it_is_answered() -> None:
    plant_terms(SEEDS, now=make.NOW)
    days = dict(Term.objects.filter(hop=Hop.ANSWER).values_list("kind", "days"))
    assert set(days) == set(Kind.values)
    law = {"pengaduan": 14, "pengaduan_pengawasan": 60, "aspirasi": 5, "informasi": 5, "informasi_ppid": 10}
    assert {kind: days[kind] for kind in law} == law


def test_what_is_not_sure_is_marked() -> None:
    plant_terms(SEEDS, now=make.NOW)
    assert Term.objects.get(kind=Kind.COMPLAINT, hop=Hop.ANSWER).to_confirm
    assert not Term.objects.get(kind=Kind.PPID, hop=Hop.ANSWER).to_confirm


def test_planting_again_says_what_the_office_keeps_otherwise() -> None:
    plant_terms(SEEDS, now=make.NOW)
    actions.set_term(
        kind=Kind.COMPLAINT,
        hop=Hop.ANSWER,
        days=7,
        basis="Perda contoh",
        since=date(2018, 12, 27),
        now=make.NOW,
    )
    assert plant_terms(SEEDS, now=make.NOW) == [
        "terms.toml: pengaduan: menjawab tetap 7 hari kerja di kantor ini; benihnya 14."
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a\n", "tidak terbaca"),
        ("[a]\nsejak = 2020-01-01\n", "baris 5.*perlu `dasar`"),
        ('[a]\ndasar = "x"\nsejak = "kemarin"\n', "perlu `dasar` dan `sejak`"),
        ('[a]\ndasar = "x"\nsejak = 2020-01-01\nmenolak = 1\n', "baris 8: kunci .menolak."),
        ('[a]\ndasar = "x"\nsejak = 2020-01-01\nmenjawab = { keluhan = 3 }\n', "baris 8.*keluhan = 3"),
        ('[a]\ndasar = "x"\nsejak = 2020-01-01\nmenjawab = { aspirasi = 0 }\n', "baris 8.*aspirasi = 0"),
    ],
)
def test_a_wrong_file_says_what_is_wrong_and_plants_nothing(tmp_path: Path, text: str, says: str) -> None:
    good = '[z]\ndasar = "x"\nsejak = 2020-01-01\nmenjawab = { aspirasi = 5 }\n'
    with pytest.raises(RuleBroken, match=says):
        plant_terms(write(tmp_path, good + text), now=make.NOW)
    assert not Term.objects.exists()
