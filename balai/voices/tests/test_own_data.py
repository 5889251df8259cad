"""A person takes a copy of what is theirs, and takes back what they allowed."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.cases import actions as cases
from balai.people.actions import open_identity
from balai.people.consents import agrees, may_contact
from balai.people.models import Consent
from balai.people.rules import Purpose
from balai.voices import actions
from balai.voices.models import Voice
from balai.voices.own_data import export_voice
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def told() -> Voice:
    """A matter with everything: words both ways, a permission, an opening, a note of the office."""
    office = make.office()
    voice = make.voice(
        office, naming=Naming.NAMED, may_quote=True, topic=make.topic(), shared_with=[(make.office(), True)]
    )
    by = make.officer("koordinator", office, name="petugas.rahasia")
    assert voice.identity
    open_identity(identity=voice.identity, office=office, reason="Menelepon balik.", by=by, now=make.NOW)
    actions.write_back(voice=voice, text="Masih padam malam ini.", now=make.NOW)
    cases.note(case=voice.case, text="Catatan dalam kantor.", by=by, now=make.NOW)
    return voice


def copy_of(voice: Voice) -> tuple[str, dict[str, Any]]:
    response = Client().post(reverse("voices:own_data", args=[voice.case.token]), {"pin": make.PIN})
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].startswith("attachment")
    return response.content.decode(), json.loads(response.content)


def test_the_copy_holds_all_that_is_theirs() -> None:
    voice = told()
    text, copy = copy_of(voice)
    assert copy["laporan"]["kata_kata"] == make.WORDS
    assert copy["identitas"]["telepon"] == "+6281200000001"
    assert copy["identitas"]["persetujuan"][0]["untuk"] == "kata-katanya dikutip"
    assert "Masih padam malam ini." in text
    assert copy["dibuka_oleh"][0]["untuk"] == "Menelepon balik."
    assert copy["izin_ke_instansi"][0]["dengan_nama"] is True


def test_it_names_no_officer_and_shows_no_note_of_the_office() -> None:
    text, _ = copy_of(told())
    assert "petugas.rahasia" not in text
    assert "Catatan dalam" not in text


def test_who_left_no_name_has_a_copy_too() -> None:
    _, copy = copy_of(make.voice())
    assert copy["identitas"] is None
    assert copy["laporan"]["kata_kata"] == make.WORDS


def test_a_long_story_asks_the_database_no_oftener() -> None:
    voice = told()

    def asked() -> int:
        fresh = Voice.objects.select_related("case__office", "topic", "area", "identity").get(pk=voice.pk)
        with CaptureQueriesContext(connection) as queries:
            export_voice(fresh)
        return len(queries)

    before = asked()
    for n in range(5):
        actions.write_back(voice=voice, text=f"Kabar ke-{n}.", now=make.NOW)
    assert asked() == before


def test_a_link_that_never_was_gives_nothing() -> None:
    assert Client().get(reverse("voices:own_data", args=["A" * 22])).status_code == 404


def test_the_words_of_the_box_are_the_words_of_the_consent() -> None:
    voice = make.voice(naming=Naming.NAMED, may_quote=True)
    assert agrees(voice.identity, Purpose.QUOTING)
    page = Client().get(reverse("voices:write", args=[voice.case.office.slug]))
    assert "boleh dikutip tanpa nama untuk memperbaiki layanan" in page.content.decode()


def test_quoting_is_taken_back_on_ones_own_page() -> None:
    voice = make.voice(naming=Naming.NAMED, may_quote=True)
    url = reverse("voices:stop_quoting", args=[voice.case.token])
    assert "Tarik izin mengutip?" in Client().get(url).content.decode()
    for _ in range(2):
        Client().post(url)
    voice.refresh_from_db()
    assert not voice.may_quote
    assert not agrees(voice.identity, Purpose.QUOTING)
    assert Consent.objects.count() == 1


def test_without_a_name_quoting_is_taken_back_all_the_same() -> None:
    voice = make.voice(may_quote=True)
    Client().post(reverse("voices:stop_quoting", args=[voice.case.token]))
    voice.refresh_from_db()
    assert not voice.may_quote


def test_empty_fields_mean_no_messages_and_a_number_means_messages_again() -> None:
    voice = make.voice(naming=Naming.NAMED)
    url = reverse("voices:tell_me", args=[voice.case.token])
    Client().post(url, {"phone": "", "email": "", "pin": make.PIN})
    voice = Voice.objects.get()
    assert voice.identity
    assert not may_contact(voice.identity)
    assert Consent.objects.get().withdrawn_at == make.NOW
    Client().post(url, {"phone": "081200000077", "email": "", "pin": make.PIN})
    voice = Voice.objects.get()
    assert voice.identity
    assert may_contact(voice.identity)


def test_the_link_alone_gives_no_copy_where_a_pin_was_chosen() -> None:
    voice = make.voice(naming="named")
    url = reverse("voices:own_data", args=[voice.case.token])
    for answer in (Client().get(url), Client().post(url, {"pin": "864209"})):
        assert "Warga Rekaan" not in answer.content.decode()
    assert "Warga Rekaan" in Client().post(url, {"pin": make.PIN}).content.decode()


def test_the_link_leads_to_the_question_for_the_pin_and_saves_no_page() -> None:
    """With `download` a browser would save the question instead of asking it."""
    voice = make.voice()
    own = Client().get(reverse("voices:own", args=[voice.case.token])).content.decode()
    link = reverse("voices:own_data", args=[voice.case.token])
    assert f'href="{link}">Unduh data saya</a>' in own
