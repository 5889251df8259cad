"""A resident tells something from home, and follows it without an account."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.codes import show_code
from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.models import Case, Message
from balai.cases.rules.states import Kind, Outcome, State
from balai.documents.models import File
from balai.notices.models import Notice
from balai.people.models import Consent
from balai.people.rules import Purpose, Role
from balai.voices import actions, jobs
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from tests import make

pytestmark = pytest.mark.django_db
TOLD = {
    "kind": Kind.COMPLAINT,
    "text": "Lampu jalan padam sejak Senin.",
    "naming": Naming.NAMELESS,
    "pin": make.PIN,
}


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def write(office=None, client: Client | None = None, **fields):
    office = office or make.office()
    make.clocks()
    client = client or Client()
    return client.post(reverse("voices:write", args=[office.slug]), TOLD | fields)


def own_url(voice: Voice, name: str = "voices:own", *more) -> str:
    return reverse(name, args=[voice.case.token, *more])


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_what_was_sent_opens_its_own_page_with_code_and_promised_day() -> None:
    page = Client().get(write()["Location"])
    case = Case.objects.get()
    assert show_code(case.code) in text_of(page)
    assert "paling lambat" in text_of(page)
    assert "WIB" in text_of(page)
    assert page["Cache-Control"] == "no-store"


def test_the_same_form_sent_five_times_is_one_case() -> None:
    office, client = make.office(), Client()
    answers = {write(office, client, form_key="satu-kunci")["Location"] for _ in range(5)}
    assert len(answers) == 1
    assert Case.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed_and_never_the_pin() -> None:
    response = write(pin="111111")
    assert response.status_code == 422
    assert "Lampu jalan padam" in response.content.decode()
    assert "111111" not in response.content.decode()
    assert "mudah ditebak" in text_of(response)


@pytest.mark.parametrize("text", ["", " ", "a" * 100_000, "\x00"])
def test_texts_that_are_no_text_are_refused_with_a_page(text: str) -> None:
    assert write(text=text).status_code in (400, 422)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "text", ["😀😀😀 tolong", "\u202eterbalik", "<script>alert(1)</script> parit", "baris\r\nbaru"]
)
def test_odd_texts_arrive_and_are_shown_harmless(text: str) -> None:
    response = Client().get(write(text=text)["Location"])
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_photo_goes_along_and_waits_in_quarantine() -> None:
    response = write(attached=SimpleUploadedFile("KTP Budi.jpg", make.picture(), content_type="image/jpeg"))
    assert File.objects.about(Case.objects.get()).count() == 1
    page = Client().get(response["Location"])
    assert "sedang diperiksa" in text_of(page)
    assert "Budi" not in page.content.decode()


def test_code_and_pin_open_the_page_and_neither_alone() -> None:
    voice = make.voice()
    track = reverse("voices:track")
    right = Client().post(track, {"code": show_code(voice.case.code).lower(), "pin": make.PIN})
    assert right["Location"] == own_url(voice)
    wrong_pin = Client().post(track, {"code": voice.case.code, "pin": "864209"})
    wrong_code = Client().post(track, {"code": "23456789", "pin": make.PIN})
    assert wrong_pin.status_code == wrong_code.status_code == 409
    assert "tidak cocok" in text_of(wrong_pin)
    assert "tidak cocok" in text_of(wrong_code)


def test_guessing_slows_down_and_never_shuts_the_owner_out() -> None:
    voice = make.voice()
    track, guess = reverse("voices:track"), {"code": voice.case.code, "pin": "864209"}
    for n in range(80):
        last = Client(REMOTE_ADDR=f"10.0.0.{n % 10}").post(track, guess)
    assert last.status_code == 429
    owner = Client(REMOTE_ADDR="10.9.9.9").post(track, guess | {"pin": make.PIN})
    assert owner["Location"] == own_url(voice)


def test_a_question_is_answered_and_the_clocks_go_on() -> None:
    voice = make.voice()
    by = make.officer("koordinator", voice.case.office)
    cases.ask(case=voice.case, text="Di RT mana?", by=by, now=make.NOW)
    page = Client().get(own_url(voice))
    assert "Di RT mana?" in text_of(page)
    assert "Jawab pertanyaan kami" in text_of(page)
    assert Client().post(own_url(voice, "voices:reply"), {"text": "RT 02."})["Location"] == own_url(voice)
    assert Case.objects.get().state == State.SENT
    assert Message.objects.count() == 2


def answered() -> Voice:
    voice = make.voice()
    by = make.officer("koordinator", voice.case.office)
    case = cases.verify(case=voice.case, by=by, now=make.NOW)
    cases.answer(case=case, text="Lampu sudah diganti.", by=by, now=make.NOW)
    return voice


def test_the_person_says_that_it_is_solved() -> None:
    voice = answered()
    end = own_url(voice, "voices:end", "beres")
    assert "Sudah beres?" in text_of(Client().get(end))
    Client().post(end)
    assert Case.objects.get().outcome == Outcome.SOLVED
    assert "Ombudsman" in text_of(Client().get(own_url(voice)))


def test_the_person_says_that_it_is_not_and_somebody_owes_again() -> None:
    voice = answered()
    Client().post(own_url(voice, "voices:not_yet"), {"text": "Masih padam."})
    case = Case.objects.get()
    assert case.state == State.FOLLOWED_UP
    assert case.next_due_at
    assert "Masih padam." in text_of(Client().get(own_url(voice)))


def test_a_late_promise_is_shown_as_late(at) -> None:
    voice = make.voice()
    at(make.NOW + timedelta(days=20))
    assert "Terlambat" in text_of(Client().get(own_url(voice)))


def test_a_renewed_link_leaves_the_old_one_dead() -> None:
    voice = make.voice()
    old = own_url(voice)
    new = Client().post(own_url(voice, "voices:renew"))["Location"]
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_withdrawn_case_ends_and_its_link_dies_a_month_later(at) -> None:
    voice = make.voice()
    wrong = Client().post(own_url(voice, "voices:end", "cabut"), {"pin": "555123"})
    assert "PIN ini tidak cocok" in text_of(wrong)  # nothing here asks for a code
    Client().post(own_url(voice, "voices:end", "cabut"), {"pin": make.PIN})
    assert Client().get(own_url(voice)).status_code == 200
    at(make.NOW + timedelta(days=40))
    assert Client().get(own_url(voice)).status_code == 404


def test_a_permission_to_share_is_taken_back() -> None:
    other = make.office()
    voice = make.voice(shared_with=[(other, False)])
    share = voice.shared_with.get()
    Client().post(own_url(voice, "voices:take_back", share.pk))
    share.refresh_from_db()
    assert share.withdrawn_at
    assert Client().get(own_url(make.voice(), "voices:take_back", share.pk)).status_code == 404


def test_news_is_told_once_and_says_nothing_of_the_matter() -> None:
    voice = make.voice(
        naming=Naming.ANONYMOUS, text="Selokan mampet.", contact=make.contact(email="warga@example.org")
    )
    by = make.officer("koordinator", voice.case.office)
    cases.ask(case=voice.case, text="Di gang mana?", by=by, now=make.NOW)
    assert (jobs.tell_news(make.NOW), jobs.tell_news(make.NOW)) == (1, 0)
    from balai.base.sealing import unseal

    text = unseal(Notice.objects.get().text_sealed)
    assert show_code(voice.case.code) in text
    for secret in ("Selokan", "gang", voice.case.token, "pengaduan", voice.case.office.name):
        assert secret not in text


def test_a_nameless_person_is_never_asked_for_an_address() -> None:
    voice = make.voice()
    assert "Ganti cara menerima kabar" not in text_of(Client().get(own_url(voice)))
    response = Client().post(own_url(voice, "voices:tell_me"), {"phone": "081200000002", "pin": make.PIN})
    assert response.status_code == 409


def test_another_way_to_be_told() -> None:
    voice = make.voice(naming=Naming.ANONYMOUS)
    Client().post(own_url(voice, "voices:tell_me"), {"email": "baru@example.org", "pin": make.PIN})
    voice.refresh_from_db()
    assert voice.identity
    assert (voice.identity.email, voice.identity.phone) == ("baru@example.org", "")
    assert voice.identity.name == "Warga Rekaan"


def test_the_own_page_asks_the_same_however_long_its_story() -> None:
    voice = make.voice()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(own_url(voice))
        return len(queries)

    short = asked()
    for n in range(6):
        cases.reply(case=voice.case, text=f"Kabar {n}", now=make.NOW)
    assert asked() == short <= 9


@pytest.mark.parametrize("name", ["reply", "not_yet", "tell_me"])
def test_the_address_of_a_refused_form_opened_anew_leads_back_to_the_page(name: str) -> None:
    voice = make.voice()
    assert Client().get(own_url(voice, f"voices:{name}"))["Location"] == own_url(voice)


def test_reading_the_news_on_ones_own_page_takes_its_call_off_the_officers_list() -> None:
    voice = make.voice(naming=Naming.NAMED)
    other = make.voice(voice.case.office, naming=Naming.NAMED, contact=make.contact(phone="081200000002"))
    by = make.officer("koordinator", voice.case.office)
    for each in (voice, other):
        cases.verify(case=each.case, by=by, now=make.NOW)
        actions.answer_voice(voice=each, text="Lampu diganti besok.", by=by, now=make.NOW)
    jobs.tell_news(make.NOW)
    Notice.objects.update(state="to_call", why="no_way")
    desk = make.browser(by)
    assert "Perlu ditelepon: 2" in text_of(desk.get("/kelola/kabar/"))
    for _ in range(2):
        Client().get(reverse("voices:own", args=[voice.case.token]))
    assert "Perlu ditelepon: 1" in text_of(desk.get("/kelola/kabar/"))
    assert Entry.objects.filter(verb="voice.news_read").count() == 1


def test_the_name_alone_is_taken_back_and_at_once_no_agency_opens_it() -> None:
    agency = make.office()
    voice = make.voice(naming=Naming.NAMED, shared_with=[(agency, True)])
    part = make.handed_on(voice, agency)
    assert Voice.objects.named_to(part).exists()
    page = reverse("voices:own", args=[voice.case.token])
    assert "Tarik izin nama saja" in text_of(Client().get(page))
    address = reverse("voices:keep_name_back", args=[voice.case.token])
    assert "Ya, tarik nama saya" in text_of(Client().get(address))
    assert Voice.objects.named_to(part).exists()  # looking changes nothing
    for _ in range(2):
        assert Client().post(address).status_code == 302
    voice.refresh_from_db()
    assert (voice.naming, voice.identity is not None, voice.case.is_open) == (Naming.ANONYMOUS, True, True)
    assert not Voice.objects.named_to(part).exists()
    shown = text_of(Client().get(page))
    assert "Anonim: nama Anda tersegel" in shown
    assert "dengan nama" not in shown
    assert "Tarik izin nama saja" not in shown
    there = make.browser(make.officer(Role.LIAISON, agency))
    assert "Buka dengan alasan" not in text_of(there.get(reverse("voices:referral", args=[part.pk])))
    by = make.officer("koordinator", voice.case.office)
    with pytest.raises(RuleBroken, match="Anonim"):  # and no officer gives it away again
        actions.agree_to_share(voice=voice, to=agency, with_identity=True, by=by, now=make.NOW)
    assert Entry.objects.filter(verb="voice.name_kept_back").count() == 1
    assert not Consent.objects.live().filter(purpose=Purpose.SHARING_NAMED).exists()
