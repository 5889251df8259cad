"""The verification page: what a paper is worth, and nothing about anybody."""

import secrets
from base64 import urlsafe_b64encode

import pytest

from balai.base.sealing import token_hash
from balai.documents import actions
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(at):
    at(make.NOW)
    return make.letter(subject="Undangan Ibu Rekaan", addressee="Kepala Dinas Rekaan")


def page_of(client, token, status=200):
    response = client.get(f"/periksa/{token}/")
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    return " ".join(response.content.decode().split())


def test_it_says_issuer_kind_tail_date_and_state(client, letter):
    page = page_of(client, letter.token)
    for words in ("Berlaku.", letter.office.name, "Surat undangan", "…/1/…/2026", "Minggu, 24 Mei 2026"):
        assert words in page


def test_it_says_nothing_about_anybody(client, letter):
    page = page_of(client, letter.token)
    for words in ("Ibu Rekaan", "Dinas Rekaan", letter.signatory.display_name, letter.signed_as, letter.code):
        assert words not in page


def test_a_superseded_one_names_the_newer_and_a_revoked_one_says_so(client, letter):
    newer = make.letter(office=letter.office)
    page = page_of(client, letter.token)
    assert "Diganti." in page
    assert "notice warn" in page
    assert newer.number_tail in page
    actions.revoke_letter(letter=newer, reason="Acara batal", by=newer.signatory, now=make.NOW)
    page = page_of(client, newer.token)
    assert "Dicabut." in page
    assert "Acara batal" not in page


def test_whoever_guesses_is_stopped_and_whoever_holds_the_paper_is_not(client, letter, monkeypatch):
    monkeypatch.setattr("balai.documents.rules.letters.GUESSED", 3)
    statuses = [client.get(f"/periksa/{secrets.token_urlsafe(16)}/").status_code for _ in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert "Berlaku." in page_of(client, letter.token)  # from the same address


def test_an_unknown_one_says_so_and_no_more(client, letter, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(client, letter.token)
    page = page_of(client, secrets.token_urlsafe(16), 404)
    assert "Tidak dikenal." in page
    assert letter.office.name not in page


def test_of_ten_thousand_random_tokens_none_is_known(letter):
    from balai.documents.models import Letter

    drawn = (urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=") for _ in range(10_000))
    hashes = [token_hash(token) for token in drawn]
    found = sum(
        Letter.objects.filter(token_hash__in=hashes[at : at + 500]).count() for at in range(0, 10_000, 500)
    )
    assert found == 0
    assert Letter.objects.by_token(letter.token).count() == 1


@pytest.mark.parametrize("token", ["x", "0" * 22, "é" * 22, "a" * 500, "'; drop table"])
def test_odd_tokens_are_unknown_too(client, letter, token):
    assert "Tidak dikenal." in page_of(client, token, 404)


def test_the_short_code_leads_to_the_same_page(client, letter):
    typed = f" {letter.code[:4].lower()} {letter.code[4:]} "
    response = client.post("/periksa/", {"code": typed})
    assert response["Location"] == f"/periksa/{letter.token}/"


def test_a_wrong_code_stays_in_its_field_and_many_are_stopped(client, letter):
    page = client.post("/periksa/", {"code": "ZZZZ-ZZZZ"})
    assert page.status_code == 422
    assert "ZZZZ-ZZZZ" in page.content.decode()
    assert "tidak dikenal" in page.content.decode()
    for _ in range(60):
        page = client.post("/periksa/", {"code": "ZZZZ-ZZZZ"})
    assert page.status_code == 429
