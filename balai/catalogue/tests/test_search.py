"""'Mau urus apa?': 150 questions written before the search, and what it does with the unknown."""

import hashlib
import time
import tomllib

import pytest

from balai.catalogue.search import Entry, Index, Lexicon
from balai.catalogue.search.words import root, split
from balai.catalogue.seeds import read_folder
from balai.catalogue.tests.cast import HERE, questions
from tests import make
from tests.make.catalogue import SERVICES

WRITTEN_FIRST = "6e58250cd870e69be28677e76b34b81e211237880dfa4247e9182a5e3705fc4b"


@pytest.fixture(scope="module")
def index() -> Index:
    seeds, words = read_folder(SERVICES)
    entries = [Entry(s.slug, s.name, tuple(s.words.splitlines()), s.summary) for s in seeds]
    return Index(entries, Lexicon.read(words))


def shares(index: Index, file: str, *, spelling: str = "") -> tuple[float, float]:
    """How often the right service stands first, and how often among three."""
    rows = [row for row in questions(file) if not spelling or row[2] == spelling]
    places = [[match.slug for match in index.find(row[0])] for row in rows]
    first = sum(found[:1] == [row[1]] for found, row in zip(places, rows, strict=True))
    three = sum(row[1] in found[:3] for found, row in zip(places, rows, strict=True))
    return first / len(rows), three / len(rows)


def test_the_questions_are_those_that_were_written_first() -> None:
    assert hashlib.sha256((HERE / "queries.tsv").read_bytes()).hexdigest() == WRITTEN_FIRST


def test_there_are_150_questions_of_which_50_are_misspelt() -> None:
    rows = questions("queries.tsv")
    assert len(rows) == len({row[0] for row in rows}) == 150
    assert sum(row[2] == "salah" for row in rows) == 50


def test_every_seed_service_is_asked_for() -> None:
    seeds, _ = read_folder(SERVICES)
    asked = [*questions("queries.tsv"), *questions("queries_later.tsv")]
    assert {seed.slug for seed in seeds} == {row[1] for row in asked}


def test_services_that_came_later_are_found_as_well(index: Index) -> None:
    first, _ = shares(index, "queries_later.tsv")
    assert first >= 0.85


def test_the_right_service_stands_first_in_85_of_100(index: Index) -> None:
    first, three = shares(index, "queries.tsv")
    assert first >= 0.85
    assert three >= 0.95


def test_misspelt_questions_do_as_well(index: Index) -> None:
    first, three = shares(index, "queries.tsv", spelling="salah")
    assert first >= 0.85
    assert three >= 0.95


def test_questions_that_were_kept_back_do_as_well(index: Index) -> None:
    first, three = shares(index, "queries_kept_back.tsv")
    assert first >= 0.85
    assert three >= 0.95


@pytest.mark.parametrize("question", ["cuaca besok", "resep rendang", "paspor", "asdf", "", "?!", "🦆"])
def test_what_is_not_ours_finds_nothing(index: Index, question: str) -> None:
    assert index.find(question) == []


def test_a_word_that_nobody_knows_makes_the_answer_unsure(index: Index) -> None:
    answer = index.answer("stnk hilang")
    assert answer.unknown == ["stnk"]
    assert not answer.is_sure
    assert index.answer("ktp hilang").is_sure


@pytest.mark.parametrize(
    ("age", "service"), [(1, "kia-balita"), (4, "kia-balita"), (5, "kia-anak"), (16, "kia-anak")]
)
def test_an_age_leads_to_the_right_card(index: Index, age: int, service: str) -> None:
    assert index.find(f"kia umur {age}")[0].slug == service


def test_long_and_strange_questions_are_answered_too(index: Index) -> None:
    assert index.find("ktp hilang " * 5000)[0].slug == "ktp-el-hilang"
    assert index.find("KTP-EL   hilang!!!")[0].slug == "ktp-el-hilang"


def test_five_hundred_services_are_searched_in_under_50_ms() -> None:
    seeds, words = read_folder(SERVICES)
    entries = [
        Entry(
            f"{s.slug}-{n}", f"{s.name} {n}", tuple(f"{word} {n}" for word in s.words.splitlines()), s.summary
        )
        for n in range(24)
        for s in seeds
    ]
    index = Index(entries[:500], Lexicon.read(words))
    took = []
    for row in questions("queries.tsv")[::5]:
        start = time.perf_counter()
        index.find(row[0])
        took.append(time.perf_counter() - start)
    assert len(index.entries) == 500
    assert sorted(took)[len(took) // 2] < 0.05


def test_a_root_is_a_word_that_is_known() -> None:
    known = {"rekam", "pisah", "ubah", "daftar"}
    words = ["perekaman", "pemisahan", "perubahan", "mengubah", "pendaftaran", "kucing"]
    assert [root(word, known) for word in words] == ["rekam", "pisah", "ubah", "ubah", "daftar", "kucing"]


def test_text_is_split_without_accents_and_signs() -> None:
    assert split("Aktá  Lahir/anak-3 (baru)") == ["akta", "lahir", "anak", "3", "baru"]


def test_the_words_table_can_be_read() -> None:
    lexicon = Lexicon.read(tomllib.loads((SERVICES / "kata.toml").read_text()))
    assert lexicon.normal(split("kartu keluarga ilang")) == ["kk", "hilang"]
    assert lexicon.normal(split("akte lahir di bawah 5 tahun")) == ["akta", "lahir", "balita"]


class TestInTheDatabase:
    pytestmark = pytest.mark.django_db

    def test_the_index_is_built_once(self, django_assert_num_queries) -> None:
        from balai.catalogue import finder

        make.services()
        assert finder.find("ktp ilang").matches[0].slug == "ktp-el-hilang"
        with django_assert_num_queries(1):
            finder.find("pisah kk")

    def test_a_new_service_is_found_at_once(self) -> None:
        from balai.catalogue import finder

        make.service("KTP-el hilang")
        assert not finder.find("gerobak").matches
        make.service("Izin gerobak", slug="gerobak", words="gerobak dorong")
        assert finder.find("gerobak").matches[0].slug == "gerobak"

    def test_without_any_service_nothing_is_found(self) -> None:
        from balai.catalogue import finder

        assert finder.find("ktp").matches == []
