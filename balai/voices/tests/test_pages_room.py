"""The quiet room, as its listener goes through it; and what a slip of paper says to a stranger."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from balai.base.codes import show_code
from balai.people.models import Assignment
from balai.voices import actions
from balai.voices.models import Hearing, HelpNumber, Voice
from balai.voices.rules.hearing import HearingState
from balai.voices.rules.risk import Sign
from balai.voices.rules.words import Channel, Naming
from tests import make

pytestmark = pytest.mark.django_db
TOLD = {"langkah": "simpan", "kind": "curhat", "cause": "unknown", "naming": Naming.NAMELESS}
WORDS = "Anak saya belum dapat sekolah."


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(talk: Hearing, name: str = "hearing") -> str:
    return reverse(f"voices:{name}", args=[talk.pk])


def begun():
    by = make.listener()
    browser = make.browser(by)
    browser.post(reverse("voices:listen"), {"number": "A012", "mulai": "ya"})
    return browser, Hearing.objects.get()


def agreed():
    browser, talk = begun()
    browser.post(url(talk, "may_record"), {"jawaban": "ya"})
    make.clocks("curhat")
    return browser, talk


def finished(**fields):
    browser, talk = agreed()
    browser.post(url(talk, "read_back"), TOLD | {"text": WORDS} | fields)
    talk.refresh_from_db()
    return browser, talk


def test_first_comes_the_question() -> None:
    browser, talk = begun()
    page = browser.get(url(talk))
    assert "Boleh saya catat?" in text_of(page)
    assert "<textarea" not in page.content.decode()


def test_a_no_is_heard_without_notes_and_counts() -> None:
    browser, talk = begun()
    browser.post(url(talk, "may_record"), {"jawaban": "tidak"})
    assert "Didengar saja" in text_of(browser.get(url(talk)))
    browser.post(url(talk, "leave_untold"))
    assert "Didengar tanpa catatan 1" in text_of(browser.get(reverse("voices:listen")))
    assert not Voice.objects.exists()


def test_notes_are_kept_by_the_script_and_brought_back() -> None:
    browser, talk = agreed()
    said = browser.post(
        url(talk, "keep_draft"), {"text": WORDS, "revision": "1"}, headers={"accept": "application/json"}
    )
    assert json.loads(said.content) == {"revision": 1, "at": "08.50 WIB", "help": []}
    assert WORDS in browser.get(url(talk)).content.decode()
    assert WORDS not in Hearing.objects.get().draft_sealed


def test_the_script_is_told_when_another_screen_was_newer() -> None:
    browser, talk = agreed()
    for revision in ("1", "2"):
        browser.post(url(talk, "keep_draft"), {"text": revision, "revision": revision})
    older = browser.post(
        url(talk, "keep_draft"), {"text": "x", "revision": "1"}, headers={"accept": "application/json"}
    )
    assert (older.status_code, json.loads(older.content)["code"]) == (409, "hearing.older")


def test_a_pin_or_a_contact_is_never_part_of_a_draft() -> None:
    browser, talk = agreed()
    browser.post(
        url(talk, "keep_draft"), {"text": WORDS, "pin": make.PIN, "phone": "081200000001", "revision": "1"}
    )
    talk.refresh_from_db()
    assert json.loads(talk.draft) == {"text": WORDS}


def test_a_yes_becomes_a_no_and_is_asked_once_more_where_notes_are() -> None:
    browser, talk = agreed()
    browser.post(url(talk, "keep_draft"), {"text": WORDS})
    assert "Hapus catatan ini?" in text_of(browser.post(url(talk, "may_record"), {"jawaban": "tidak"}))
    browser.post(url(talk, "may_record"), {"jawaban": "tidak-hapus"})
    talk.refresh_from_db()
    assert talk.draft == ""


def test_signs_show_help_while_notes_are_taken_and_send_nothing() -> None:
    browser, talk = agreed()
    text = "Suami saya memukuli saya."
    said = browser.post(
        url(talk, "keep_draft"), {"text": text, "revision": "1"}, headers={"accept": "application/json"}
    )
    assert any("SAPA 129" in number for number in json.loads(said.content)["help"])
    assert "SAPA 129" in text_of(browser.get(url(talk)))


def test_a_number_that_does_not_work_here_is_not_offered_and_the_own_one_is() -> None:
    browser, talk = agreed()
    head = make.browser(make.head(talk.office))
    page = reverse("voices:help_numbers", args=[talk.office.slug])
    head.post(page, {"nasional": "112", "aktif": "tidak"})
    head.post(page, {"label": "Rumah aman", "number": "0380 555 0100"})
    browser.post(url(talk, "keep_draft"), {"text": "Suami saya memukuli saya."})
    shown = text_of(browser.get(url(talk)))
    assert "Rumah aman" in shown
    assert "112 (darurat)" not in shown
    assert "Rumah aman" in text_of(head.get(page))
    head.post(page, {"hapus": HelpNumber.objects.get(national="").pk})
    assert not HelpNumber.objects.filter(national="").exists()


def test_it_is_read_back_before_it_is_kept() -> None:
    browser, talk = agreed()
    page = browser.post(url(talk, "read_back"), {"text": WORDS})
    assert "Benar begini?" in text_of(page)
    assert WORDS in text_of(page)
    assert not Voice.objects.exists()


def test_what_was_told_becomes_a_case_with_a_code() -> None:
    browser, talk = finished(topic=make.topic("sekolah").pk)
    voice = Voice.objects.get()
    assert (talk.state, talk.voice, voice.channel) == (HearingState.TOLD, voice, Channel.ROOM)
    assert show_code(voice.case.code) in text_of(browser.get(url(talk)))


def test_a_refused_page_keeps_everything_but_the_pin() -> None:
    browser, talk = agreed()
    page = browser.post(
        url(talk, "read_back"), TOLD | {"text": WORDS, "naming": Naming.NAMED, "pin": make.PIN}
    )
    assert page.status_code == 409
    assert WORDS in page.content.decode()
    assert make.PIN not in page.content.decode()


def test_consent_is_kept_office_by_office() -> None:
    browser, talk = agreed()
    one, other = make.office(), make.office()
    fields = {
        "naming": Naming.NAMED,
        "name": "Warga Rekaan",
        "share_with": [one.pk, other.pk],
        "share_named": [one.pk],
    }
    browser.post(url(talk, "read_back"), TOLD | {"text": WORDS} | fields)
    shares = dict(Voice.objects.get().shared_with.values_list("office", "with_identity"))
    assert shares == {one.pk: True, other.pk: False}


def test_the_listener_sets_and_clears_signs() -> None:
    _, _ = finished(signs=[Sign.VIOLENCE])
    voice = Voice.objects.get()
    assert voice.case.is_narrow
    assert voice.sign_list == [Sign.VIOLENCE]
    voice = actions.set_signs(voice=voice, signs=[], by=voice.case.listener, now=make.NOW)
    voice.case.refresh_from_db()
    assert not voice.case.is_narrow


def test_a_slip_is_neutral_to_whoever_finds_it() -> None:
    browser, talk = finished(pin=make.PIN)
    code = talk.voice.case.code
    paper = text_of(browser.get(url(talk, "slip")))
    words = set(re.findall(r"\S+", paper)) - {
        "Kode",
        "·",
        "Balai",
        "Cetak",
        "Pilih",
        "“Cetak”",
        "pada",
        "menu",
        "peramban",
        "Anda.",
    }
    assert words == {show_code(code), "http://testserver/suara/lacak/"}


def test_a_pin_is_printed_only_when_it_is_typed_again() -> None:
    browser, talk = finished(pin=make.PIN)
    assert make.PIN in text_of(browser.post(url(talk, "slip"), {"pin": make.PIN}))
    wrong = browser.post(url(talk, "slip"), {"pin": "864209"})
    assert wrong.status_code == 409
    assert "tidak cocok" in text_of(wrong)


def test_nobody_else_sees_a_talk() -> None:
    _, talk = agreed()
    for other in (make.listener(talk.office), make.head(talk.office), make.listener()):
        assert make.browser(other).get(url(talk)).status_code == 404


def test_a_listener_who_left_yesterday_comes_no_further_than_the_door() -> None:
    browser, talk = agreed()
    Assignment.objects.update(ends_at=make.NOW - timedelta(days=1))
    assert browser.get(url(talk)).status_code == 403
    assert browser.post(url(talk, "keep_draft"), {"text": "x"}).status_code == 403


def test_empty_notes_are_refused_kindly() -> None:
    browser, talk = agreed()
    page = browser.post(url(talk, "read_back"), {"text": "  "})
    assert "didengar saja" in text_of(page)
