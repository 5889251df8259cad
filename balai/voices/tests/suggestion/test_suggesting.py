"""What an officer is shown while typing, and from where it comes."""

import logging
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.cases import actions as cases
from balai.cases.rules.states import Outcome
from balai.people.rules import Role
from balai.places.models import Agency
from balai.voices.seeds import plant_topics
from balai.voices.suggestion import lexicon, store
from balai.voices.suggestion.decided import decided
from balai.voices.suggestion.suggesting import suggest
from balai.voices.tests.suggestion.test_store import small
from tests import make
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db
GOT = "Sampah menumpuk di got depan rumah, baunya busuk"


def test_the_lexicon_names_only_shipped_topics_and_known_agencies() -> None:
    plant_topics(ROOT / "seeds" / "voices", now=make.NOW)
    from balai.voices.models import Topic

    shipped = lexicon.shipped()
    assert set(shipped.agencies) == set(Topic.objects.values_list("slug", flat=True)) - {"lainnya"}
    assert {agency for agencies in shipped.agencies.values() for agency in agencies} <= set(shipped.names)


@pytest.mark.parametrize(
    ("text", "topic", "agency"),
    [
        ("lampu jln depan balai rw padam dua mgg", "penerangan-jalan", "dishub"),
        ("sampahnya gak diangkut angkut", "sampah", "dlh"),
        ("KTP saya blm jadi, blangko habis", "ktp-kk", "disdukcapil"),
        ("air pdam keruh", "air-bersih", "pdam"),
        ("saya dipukuli suami, takut pulang, diancam", "kekerasan", "dp3a"),
        ("bpjs pbi saya nonaktif", "jaminan-kesehatan", "bpjs-kesehatan"),
        ("dimintai uang pelicin oleh calo", "pungutan", "inspektorat"),
    ],
)
def test_everyday_words_lead_to_their_topic(text: str, topic: str, agency: str) -> None:
    topics, agencies = lexicon.shipped().guess(text)
    assert (topics[0].label, agencies[0].label) == (topic, agency)
    assert topics[0].reasons


@pytest.mark.parametrize("text", ["", "halo", "selamat pagi pak", "😀", "9912034508800007"])
def test_too_little_suggests_nothing(text: str) -> None:
    assert not suggest(text, make.office())


def test_reasons_are_words_of_the_text_itself() -> None:
    make.topic("sampah")
    suggested = suggest(GOT, make.office())
    assert [one.label for one in suggested.topics] == ["sampah"]
    assert all(reason in GOT.lower() for reason in suggested.topics[0].reasons)
    assert not suggested.is_learned


def test_agencies_are_offices_and_agencies_that_exist_here() -> None:
    Agency.objects.create(slug="lingkungan-hidup", name="Dinas Lingkungan Hidup", short_name="DLH")
    suggested = suggest(GOT, make.office())
    assert suggested.agencies[0].agency.short_name == "DLH"
    names = [one.name for one in suggested.agencies]
    assert names[0] == "DLH"
    assert "pupr" not in names  # what is not recorded here has its plain name


def test_an_own_model_speaks_first_then_the_shared_one(folder: Path) -> None:
    office, text = make.office(), "sampah dan listrik, sampah sampah"
    assert not suggest(text, office).is_learned
    store.write(store.path_of(folder), small("kebersihan"))
    assert suggest(text, office).agencies[0].label == "kebersihan"
    store.write(store.path_of(folder, office.slug), small("dinas-sendiri"))
    assert suggest(text, office).agencies[0].label == "dinas-sendiri"
    assert suggest(text, make.office()).agencies[0].label == "kebersihan"


def test_a_damaged_model_leaves_the_lexicon(folder: Path) -> None:
    folder.mkdir()
    store.path_of(folder).write_bytes(b"PK\x03\x04rusak")
    make.topic("sampah")
    suggested = suggest(GOT, make.office())
    assert suggested.topics
    assert not suggested.is_learned


def test_decided_cases_teach_masked_and_without_those_of_risk() -> None:
    office, other = make.office(), make.office()
    make.topic("sampah")
    head = make.officer(Role.COORDINATOR, office)
    ours = make.voice(office, text="Saya Budi Rekaan, 0812-3456-7890, sampah menumpuk")
    case = cases.verify(case=ours.case, by=head, now=make.NOW)
    cases.close(case=case, outcome=Outcome.NO_REPLY, by=head, now=make.NOW, reason="Tidak ada balasan.")
    make.voice(office, text="Masih terbuka")
    handed = make.voice(office, text="Pipa bocor di jalan")
    referral = make.referral(handed.case, other)
    cases.answer_referral(
        referral=referral, text="Sudah diperbaiki.", by=make.officer(Role.LIAISON, other), now=make.NOW
    )
    found = {line.agency: line.text for line in decided(office)}
    assert set(found) == {office.slug, other.slug}
    assert "0812" not in found[office.slug]
    assert decided(other) == []


def test_the_officers_page_answers_with_a_piece_or_a_page(caplog) -> None:
    make.topic("sampah")
    office = make.office()
    browser = make.browser(make.officer(Role.COORDINATOR, office))
    url = reverse("voices:suggest")
    assert "Tulisan ini tidak disimpan" in browser.get(url).content.decode()
    with caplog.at_level(logging.DEBUG):
        piece = browser.post(url, {"text": GOT}, headers={"HX-Request": "true"})
        page = browser.post(url, {"text": GOT})
    assert "karena: " in piece.content.decode()
    assert "<html" not in piece.content.decode()
    assert "<html" in page.content.decode()
    assert piece["Cache-Control"] == "no-store"
    assert "menumpuk" not in caplog.text
    assert "Belum ada saran" in browser.post(url, {"text": "halo"}).content.decode()


@pytest.mark.parametrize(
    "text", ["", "\x00sampah\x00", "<script>alert(1)</script> sampah", "\u202esampah", "sampah 😀 " * 9000]
)
def test_strange_texts_get_a_calm_answer(text: str) -> None:
    browser = make.browser(make.officer(Role.COORDINATOR))
    answer = browser.post(reverse("voices:suggest"), {"text": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_queries_stay_few(folder: Path) -> None:
    office = make.office()
    for slug in ("sampah", "jalan-drainase", "pencemaran"):
        make.topic(slug)
    lexicon.shipped()
    with CaptureQueriesContext(connection) as seen:
        suggest(GOT, office)
    assert len(seen) <= 3
