"""Whoever left only a telephone: a short text where a gateway is, else an officer who rings up."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import reverse

import balai
from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.sealing import unseal
from balai.engine.tests.crowd import together
from balai.notices.actions import withdraw
from balai.notices.jobs import lapse_calls
from balai.notices.models import Notice
from balai.notices.rules import KINDS, Channel, State, Why, short_template_of
from balai.notices.short import BASIC, MOST_PARTS, parts
from balai.people import actions
from balai.people.contacts import address_of, phone_promise, read_contact, tell
from balai.people.models import Identity, Opening
from balai.people.rules import Purpose, Role
from balai.performance.forms import TouchForm
from balai.queues.forms import BookForm, WaitForm
from balai.voices.forms.board import AskForm
from balai.voices.forms.person import TellMeForm, WriteForm
from balai.voices.forms.spots import SpotForm
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/kelola/kabar/"
PHONE = "+6281200000001"
LONG = "Program dengan nama yang sangat panjang sekali supaya terpotong " * 3


@pytest.fixture(autouse=True)
def clock_stands(at):
    at(make.NOW)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def coordinator(office):
    return make.officer(Role.COORDINATOR, office)


@pytest.fixture
def client(coordinator):
    return make.browser(coordinator)


@pytest.fixture
def gateway(settings):
    settings.BALAI_TEXT_URL, settings.BALAI_TEXT_KIND = "https://sms.example.id/kirim", "plain"
    settings.BALAI_TEXT_TOKEN = "rahasia-penjual"


def shown(answer) -> str:
    return str(answer.content.decode())


def do(client, notice, name, **more):
    return client.post(reverse("people:call_deed", args=[notice.pk, name]), follow=True, **more)


def test_the_list_says_what_waits_and_names_no_number(client, office):
    make.untold(office)
    page = shown(client.get(PAGE))
    assert "Perlu ditelepon: 1" in page
    assert "Kabar laporan" in page
    assert "0000 0001" not in page
    assert "81200000001" not in page
    assert "K7M2" not in page


def test_nobody_to_call_is_said(client):
    assert "Tidak ada yang perlu ditelepon." in shown(client.get(PAGE))


def test_the_list_costs_the_same_however_long(client, office, django_assert_max_num_queries):
    def cost() -> int:
        with django_assert_max_num_queries(40) as asked:
            client.get(PAGE)
        return len(asked)

    make.untold(office)
    cost()  # the first reading of a sign-in costs more
    one = cost()
    for number in range(8):
        make.untold(office, phone=f"0812 0000 001{number}")
    assert cost() == one


def test_what_is_soonest_too_late_comes_first(client, office):
    first = make.untold(office)
    soon = make.untold(office, phone="0812 0000 0002", useful_until=make.NOW + timedelta(hours=2))
    page = shown(client.get(PAGE))
    assert page.index(f"{PAGE}{soon.pk}/") < page.index(f"{PAGE}{first.pk}/")
    assert "Paling lambat" in page


def test_the_number_is_shown_once_recorded_and_the_person_sees_it(client, office, coordinator):
    notice = make.untold(office)
    address = reverse("people:call", args=[notice.pk])
    assert PHONE not in shown(client.get(address))
    opened = client.post(address)
    assert f'href="tel:{PHONE}"' in shown(opened)
    assert "Ada kabar baru untuk kode K7M2-P4QX" in shown(opened)
    assert "https://balai.id/suara/" not in shown(opened)  # the key to the person's own page
    assert "Lihat " not in shown(opened)  # nor a sentence that leads to a link which is not there
    assert "no-store" in opened.headers["Cache-Control"]
    assert PHONE not in shown(client.get(address))
    assert Entry.objects.get(verb="call.opened").actor == coordinator.pseudonym
    reading = Opening.objects.get(identity=Identity.objects.get())
    assert (reading.role, reading.purpose) == ("koordinator layanan", "Menyampaikan kabar lewat telepon")


def test_told_it_leaves_the_list_once_and_can_be_put_back(client, office):
    notice = make.untold(office)
    for _ in range(2):
        page = shown(do(client, notice, "sudah"))
    assert "Tercatat: orangnya sudah diberi tahu." in page
    assert "Tidak ada yang perlu ditelepon." in page
    assert Entry.objects.filter(verb="call.told").count() == 1
    assert Notice.objects.get().state == State.TOLD
    for _ in range(2):
        page = shown(do(client, notice, "kembali"))
    assert "Perlu ditelepon: 1" in page
    assert Notice.objects.get().why == Why.NO_WAY
    assert Entry.objects.filter(verb="call.put_back").count() == 1


def test_who_cannot_be_reached_is_said(client, office):
    notice = make.untold(office)
    do(client, notice, "tidak-tersambung")
    row = Notice.objects.get()
    assert (row.state, row.why, row.sent_at) == (State.GIVEN_UP, Why.UNREACHED, None)
    assert "sudah disampaikan" in shown(do(client, notice, "sudah"))
    assert Notice.objects.get().state == State.GIVEN_UP


def test_two_officers_see_that_one_of_them_is_ringing_up_and_neither_is_kept_out(at, client, office):
    notice = make.untold(office)
    address = reverse("people:call", args=[notice.pk])
    client.post(address)
    said = "Sedang ditelepon oleh petugas lain sejak"
    assert said not in shown(client.get(address))  # not about oneself
    other = make.browser(make.officer(Role.COORDINATOR, office))
    assert f"{said} 08.50 WIB" in shown(other.get(PAGE))
    assert said in shown(other.get(address))
    opened = shown(other.post(address))
    assert said in opened  # also where both pages were open before
    assert PHONE in opened
    assert said in shown(client.get(address))
    do(client, notice, "nanti")  # not one's own any more: nothing
    assert said in shown(client.get(PAGE))
    for _ in range(2):
        do(other, notice, "nanti")
    assert said not in shown(client.get(PAGE))
    assert Entry.objects.filter(verb="call.left").count() == 1
    client.post(address)
    at(make.NOW + timedelta(minutes=10))
    assert said not in shown(other.get(PAGE))  # a claim ends by itself
    do(other, notice, "sudah")
    assert Notice.objects.get().called_by == ""


def test_an_answer_of_the_board_is_read_out_without_the_sentence_about_a_hidden_link(client, office):
    holder = read_contact(phone="081200000001").store(make.NOW.date())
    facts = {"code": "K7M2-P4QX", "link": "https://balai.id/suara/abc/", "needs_pin": False}
    facts |= {"office": office.name, "program": "Dialog Rekaan", "answer": "Bawa KK: asli.\nBesok buka."}
    tell("voices.board_answer", holder, about=office, office=office, context=facts, now=make.NOW)
    Notice.objects.update(state=State.TO_CALL, why=Why.NO_WAY)
    page = shown(client.post(reverse("people:call", args=[Notice.objects.get().pk])))
    assert "Bawa KK: asli." in page
    assert "Dialog Rekaan." in page
    for gone in ("Balas di sini", "Belum jelas", "rahasia", "balai.id/suara"):
        assert gone not in page


def test_what_was_withdrawn_or_lapsed_meanwhile_is_not_called_and_stays_gone(client, office):
    notice = make.untold(office)
    address = reverse("people:call", args=[notice.pk])
    withdraw(about=office)
    answer = client.post(address)
    assert (answer.status_code, "tel:" in shown(answer)) == (409, False)
    assert "tidak bisa dikembalikan" in shown(do(client, notice, "kembali"))
    late = make.untold(office, phone="0812 0000 0002", useful_until=make.NOW)
    lapse_calls(make.NOW)
    assert "tidak bisa dikembalikan" in shown(do(client, late, "kembali"))
    assert do(client, notice, "hapus").status_code == 404


def test_another_office_sees_nothing(office):
    notice = make.untold(office)
    other = make.browser(make.officer(Role.COORDINATOR, make.office()))
    assert other.get(reverse("people:call", args=[notice.pk])).status_code == 404
    assert do(other, notice, "sudah").status_code == 404
    assert "Perlu ditelepon" not in shown(other.get(PAGE))
    assert make.browser(make.officer(Role.FRONT_DESK, office)).get(PAGE).status_code == 403


def test_a_hidden_name_is_called_by_the_few_who_may_open_it(client, office, coordinator):
    notice = make.untold(office, is_narrow=True)
    assert client.get(reverse("people:call", args=[notice.pk])).status_code == 404
    with pytest.raises(Exception, match="narrow"):
        actions.open_call(notice=notice, by=coordinator, now=make.NOW)
    head = make.browser(make.head(office))
    assert PHONE in shown(head.post(reverse("people:call", args=[notice.pk])))


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_two_officers_who_end_one_call_leave_one_record(office):
    notice = make.untold(office)
    officers = [make.officer(Role.COORDINATOR, office) for _ in range(4)]

    def end(number: int) -> None:
        actions.end_call(notice=notice, is_told=True, by=officers[number], now=make.NOW)

    together(4, end)
    assert Entry.objects.filter(verb="call.told").count() == 1


def test_the_page_counts_what_went_out_today(client, office, gateway):
    sent = make.untold(office)
    Notice.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=make.NOW, why="")
    page = shown(client.get(PAGE))
    assert "SMS (pesan singkat) berangkat sendiri" in page
    assert "<dt>Terkirim</dt><dd>1</dd>" in page
    assert "Paling banyak 5 SMS sehari untuk satu nomor, dan 200 untuk satu kantor." in page


def test_who_takes_consent_back_is_called_no_more(client, office):
    make.untold(office)
    identity = Identity.objects.get()
    actions.withdraw_consent(identity=identity, purpose=Purpose.CONTACT, now=make.NOW)
    assert "Tidak ada yang perlu ditelepon." in shown(client.get(PAGE))
    identity.refresh_from_db()
    assert not tell("voices.news", identity, about=office, office=office, context={}, now=make.NOW)


def test_mail_comes_before_the_telephone():
    both = read_contact(phone="081200000001", email="sari@example.id").store(make.NOW.date())
    only_phone = read_contact(phone="081200000001").store(make.NOW.date())
    channels = [found[0] for holder in (both, only_phone, None) if (found := address_of(holder))]
    assert channels == [Channel.EMAIL, Channel.TEXT]


def forms(office) -> list[str]:
    sitting = make.sitting()
    row = sitting.line.services.first()
    made = [
        BookForm(None, sitting=sitting, chosen=row, now=make.NOW), WaitForm(), TouchForm(), AskForm(),
        WriteForm(office=office), SpotForm(), TellMeForm(),
    ]  # fmt: skip
    return [str(form.fields["phone"].help_text) for form in made]


def test_forms_promise_a_text_only_where_one_goes_out(office, settings):
    assert all("petugas menelepon nomor ini" in words and "SMS" not in words for words in forms(office))
    settings.BALAI_TEXT_URL, settings.BALAI_TEXT_KIND = "https://sms.example.id/", "plain"
    settings.BALAI_TEXT_TOKEN = "rahasia-penjual"
    assert all("kami kirim SMS (pesan singkat) ke nomor ini" in words for words in forms(office))
    settings.BALAI_TEXT_TOKEN = ""  # set wrongly: nothing would go out
    assert "petugas menelepon" in phone_promise("Bila ada kabar")


TOLD = {
    "program": LONG, "service": LONG, "office": LONG, "answer": f"“{LONG}” – {LONG}…", "reason": LONG,
    "number": "A012", "code": "K7M2-P4QX", "day": "Minggu, 24 Mei 2026", "hours": "09.00–11.00 WIB",
    "place": LONG, "is_free": True, "following": LONG, "answer_by": "09.36 WIB", "needs_pin": False,
    "last": "Senin, 22 Juni 2026", "link": f"https://balai.kecamatan-panjang.go.id/antrean/{'x' * 30}/",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_text_fits_into_two_parts_and_ends_with_its_link(office, kind):
    holder = read_contact(phone="081200000001", name="Sari Wulandari").store(make.NOW.date())
    tell(kind, holder, about=office, office=office, context=TOLD, now=make.NOW)
    text = unseal(Notice.objects.get().short_sealed)
    assert parts(text) <= MOST_PARTS
    assert set(text) <= BASIC
    assert text.endswith(TOLD["link"])
    assert "Sari" not in text
    short = {name: "Ngopi" if value == LONG else value for name, value in TOLD.items()}
    tell(
        kind,
        holder,
        about=office,
        office=office,
        context=short | {"answer": "Ya."},
        now=make.NOW,
        key="pendek",
    )
    assert "..." not in unseal(Notice.objects.latest("pk").short_sealed)


def test_every_letter_to_a_resident_has_its_text_and_its_word():
    letters = {
        f"{path.parts[-3]}.{path.name.removesuffix('.txt')}"
        for path in Path(balai.__file__).parent.glob("*/templates/*/notices/*.txt")
        if not path.name.endswith(".sms.txt")
    }
    to_officers = {"cases.glass_broken", "programs.unstaffed"}
    assert letters - to_officers == set(KINDS)
    for kind in KINDS:
        get_template(short_template_of(kind))


def test_a_call_that_is_over_is_not_opened(office, coordinator):
    notice = make.untold(office)
    actions.end_call(notice=notice, is_told=True, by=coordinator, now=make.NOW)
    with pytest.raises(RuleBroken, match="sudah disampaikan"):
        actions.open_call(notice=notice, by=coordinator, now=make.NOW)
