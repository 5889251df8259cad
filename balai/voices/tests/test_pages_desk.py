"""The officers' side: a list by urgency, one case, what leaves the house, one answer for many."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.base.codes import show_code
from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.models import Case, Message, Promise, Referral
from balai.cases.rules.states import Kind, Outcome, State
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.voices import actions
from balai.voices.models import SavedView, Voice
from balai.voices.rules.words import Channel, Naming
from tests import make

pytestmark = pytest.mark.django_db
LONG = "Sudah kami perbaiki hari ini, silakan diperiksa."


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def worker(voice: Voice, role: str = "koordinator") -> Person:
    return make.officer(role, voice.case.office)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def case_url(voice: Voice) -> str:
    return reverse("voices:case", args=[voice.case.code])


def do(by: Person, voice: Voice, name: str, **fields):
    return make.browser(by).post(reverse("voices:deed", args=[voice.case.code, name]), fields)


def test_what_is_due_first_stands_first() -> None:
    office = make.office()
    later = make.voice(office, now=make.NOW)
    sooner = make.voice(office, now=make.NOW - timedelta(days=6))
    page = make.browser(make.officer("koordinator", office)).get(reverse("voices:inbox")).content.decode()
    assert page.index(show_code(sooner.case.code)) < page.index(show_code(later.case.code))


def test_another_office_sees_nothing_of_it() -> None:
    voice = make.voice()
    stranger = make.browser(make.officer("koordinator", make.office()))
    assert show_code(voice.case.code) not in stranger.get(reverse("voices:inbox")).content.decode()
    assert stranger.get(case_url(voice)).status_code == 404


def test_a_case_of_risk_is_on_few_desks() -> None:
    voice = make.voice(text="Suami saya memukuli saya setiap malam.")
    assert make.browser(worker(voice)).get(case_url(voice)).status_code == 404
    page = make.browser(make.head(voice.case.office)).get(case_url(voice))
    assert "SAPA 129" in text_of(page)
    assert "Balai tidak mengirim apa pun sendiri" in text_of(page)


def test_an_officer_who_left_yesterday_is_shown_the_door() -> None:
    voice = make.voice()
    by = worker(voice)
    Assignment.objects.filter(person=by).update(ends_at=make.NOW - timedelta(days=1))
    assert make.browser(by).get(case_url(voice)).status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?keadaan=sent", True),
        ("?keadaan=answered", False),
        ("?jenis=pengaduan", True),
        ("?jenis=curhat", False),
        ("?lewat=web", True),
        ("?lewat=paper", False),
        ("?topik=lampu", True),
        ("?topik=sampah", False),
        ("?terlambat=1", False),
        ("?keadaan=ditutup", False),
        ("?keadaan=tidak-ada&jenis=x&lewat=y&hal=99999999", True),
    ],
)
def test_filters_leave_what_fits(query: str, shown: bool) -> None:
    voice = make.voice(topic=make.topic("lampu"))
    page = make.browser(worker(voice)).get(reverse("voices:inbox") + query.replace("&hal=99999999", ""))
    assert (show_code(voice.case.code) in page.content.decode()) is shown


def test_a_code_opens_its_case_and_a_foreign_one_says_so() -> None:
    voice, foreign = make.voice(), make.voice()
    browser = make.browser(worker(voice))
    assert browser.get(reverse("voices:inbox"), {"kode": voice.case.code})["Location"] == case_url(voice)
    assert "tidak ada di meja" in text_of(browser.get(reverse("voices:inbox"), {"kode": foreign.case.code}))


def test_the_inbox_asks_seven_questions_however_many_rows() -> None:
    office = make.office()
    by = make.officer("koordinator", office)
    browser = make.browser(by)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("voices:inbox"))
        return len([q for q in queries.captured_queries if "session" not in q["sql"]])

    make.voice(office)
    asked()  # the first page of a browser asks more: its session
    one = asked()
    for _ in range(12):
        make.voice(office)
    assert asked() == one <= 7


def test_an_officer_of_two_offices_reads_both_in_one_order() -> None:
    first, second, third = make.office(), make.office(), make.office()
    by = make.officer("koordinator", first)
    make.assignment(by, Role.OFFICE_HEAD, second)
    make.voice(third)
    voices = [
        make.voice(office, now=make.NOW - timedelta(days=days))
        for office, days in ((first, 3), (second, 6), (first, 1))
    ]
    risky = make.voice(
        second, text="Suami saya memukuli saya setiap malam.", now=make.NOW - timedelta(days=9)
    )
    hidden = make.voice(first, text="Suami saya memukuli saya setiap malam.")
    page = make.browser(by).get(reverse("voices:inbox")).content.decode()
    order = sorted([*voices, risky], key=lambda voice: voice.case.next_due_at or make.NOW)
    assert re.findall(r'name="kode" value="(\w+)"', page) == [voice.case.code for voice in order]
    assert hidden.case.code not in page
    there = make.browser(by).get(reverse("voices:inbox"), {"kantor": second.slug}).content.decode()
    assert voices[0].case.code not in there
    assert voices[1].case.code in there


def test_closed_ones_come_the_last_closed_first() -> None:
    office = make.office()
    voices = [make.voice(office) for _ in range(3)]
    for minutes, voice in enumerate(voices):
        cases.withdraw(case=voice.case, now=make.NOW + timedelta(minutes=minutes))
    browser = make.browser(make.officer("koordinator", office))
    page = browser.get(reverse("voices:inbox"), {"keadaan": "ditutup", "jenis": "pengaduan"}).content.decode()
    assert re.findall(r'name="kode" value="(\w+)"', page) == [voice.case.code for voice in reversed(voices)]


def test_a_glass_broken_in_an_emergency_lies_on_the_desk_for_an_hour(at) -> None:
    office = make.office()
    glass = make.glass(office)
    browser = make.browser(glass.person)
    assert glass.case.code in browser.get(reverse("voices:inbox")).content.decode()
    at(glass.ends_at + timedelta(minutes=1))
    assert glass.case.code not in browser.get(reverse("voices:inbox")).content.decode()


def test_words_of_a_person_are_no_markup_in_the_list() -> None:
    voice = make.voice(text='Lampu <script>alert("1")</script> padam & gelap.')
    page = make.browser(worker(voice)).get(reverse("voices:inbox")).content.decode()
    assert "Lampu &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_page_beyond_the_last_still_says_how_many_there_are() -> None:
    voice = make.voice()
    page = make.browser(worker(voice)).get(reverse("voices:inbox"), {"hal": "7"})
    assert "1 laporan." in text_of(page)
    assert show_code(voice.case.code) not in page.content.decode()


def test_a_case_lies_under_the_topic_that_an_officer_chose() -> None:
    voice, topic = make.voice(topic=make.topic("lampu")), make.topic("sampah")
    by = worker(voice)
    actions.sort_voice(voice=voice, topic=topic, cause="unknown", area=None, by=by, now=make.NOW)
    listed = make.browser(by)
    for slug, is_there in (("sampah", True), ("lampu", False)):
        page = listed.get(reverse("voices:inbox"), {"topik": slug}).content.decode()
        assert (show_code(voice.case.code) in page) is is_there


def test_filters_are_kept_under_a_name() -> None:
    voice = make.voice()
    by = worker(voice)
    browser = make.browser(by)
    browser.post(reverse("voices:save_view"), {"name": "Terlambat", "query": "terlambat=1"})
    assert SavedView.objects.get().person == by
    assert "Terlambat" in text_of(browser.get(reverse("voices:inbox")))
    stranger = make.browser(worker(voice))
    assert stranger.post(reverse("voices:drop_view", args=[SavedView.objects.get().pk])).status_code == 404
    browser.post(reverse("voices:drop_view", args=[SavedView.objects.get().pk]))
    assert not SavedView.objects.exists()


def test_words_come_masked_first() -> None:
    voice = make.voice(text="Saya Budi Rekaan, HP 0812-3456-7890, selokan mampet.")
    browser = make.browser(worker(voice))
    assert "0812" not in browser.get(case_url(voice)).content.decode()
    assert "0812-3456-7890" in browser.get(case_url(voice) + "?asli").content.decode()


def test_from_read_to_answered_to_closed_by_another() -> None:
    voice = make.voice()
    by = worker(voice)
    do(by, voice, "baca")
    do(by, voice, "jawab", text=LONG)
    refused = do(by, voice, "tutup", outcome=Outcome.SOLVED)
    assert refused.status_code == 409
    assert "orang lain" in text_of(refused)
    do(worker(voice), voice, "tutup", outcome=Outcome.SOLVED)
    assert Case.objects.get().outcome == Outcome.SOLVED


def test_a_refused_deed_keeps_its_words() -> None:
    voice = make.voice()
    response = do(worker(voice), voice, "jawab", text=LONG)
    assert response.status_code == 409
    assert LONG in response.content.decode()


def test_a_deed_that_does_not_exist_is_not_there() -> None:
    voice = make.voice()
    assert do(worker(voice), voice, "terbang").status_code == 404


def test_a_note_is_for_colleagues_alone() -> None:
    voice = make.voice()
    do(worker(voice), voice, "catatan", text="Sudah ditelepon dua kali.")
    assert Message.objects.get().is_note
    own = Client().get(reverse("voices:own", args=[voice.case.token]))
    assert "ditelepon" not in own.content.decode()


def test_before_it_leaves_it_is_shown_and_persons_are_masked_once_more() -> None:
    voice, to = make.voice(), make.office()
    by, fields = worker(voice), {"to_office": to.pk, "asked": "Hubungi Budi Rekaan di 0812-3456-7890."}
    preview = do(by, voice, "teruskan", **fields)
    assert "Ini yang akan dibaca" in text_of(preview)
    assert not Referral.objects.exists()
    do(by, voice, "teruskan", **fields, langkah="kirim")
    assert "0812" not in Referral.objects.get().asked


def test_a_referral_of_friday_is_owed_by_wednesday_after_the_holidays(at) -> None:
    friday = datetime(2026, 5, 22, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
    at(friday)
    voice, to = make.voice(now=friday), make.office()
    do(worker(voice), voice, "teruskan", to_office=to.pk, asked="Selokan mampet.", langkah="kirim")
    owed = Promise.objects.get(referral__isnull=False)
    assert owed.due_at == datetime(2026, 6, 3, 10, tzinfo=UTC)  # 17.00 WIB


def referred(to=None, **values) -> Referral:
    voice = make.voice(**values)
    by = worker(voice)
    return actions.hand_on(
        voice=voice, asked="Selokan mampet.", by=by, now=make.NOW, to_office=to or make.office()
    )


def test_an_agency_sees_its_part_and_nothing_of_the_case() -> None:
    agency, other = make.office(), make.office()
    part = referred(agency, naming=Naming.NAMED, text="Saya Budi Rekaan dari gang sempit.")
    voice = Voice.objects.get()
    actions.hand_on(voice=voice, asked="Bagian rahasia.", by=worker(voice), now=make.NOW, to_office=other)
    browser = make.browser(make.officer("pejabat penghubung", agency))
    pages = [
        browser.get(reverse("voices:referrals")),
        browser.get(reverse("voices:referral", args=[part.pk])),
    ]
    for page in pages:
        assert "Selokan mampet" in text_of(page)
        for secret in (
            "Budi",
            "gang sempit",
            "Bagian rahasia",
            voice.case.code,
            show_code(voice.case.code),
            other.name,
        ):
            assert secret not in page.content.decode()
    assert browser.get(case_url(voice)).status_code == 404
    second = Referral.objects.get(to_office=other)
    assert browser.get(reverse("voices:referral", args=[second.pk])).status_code == 404


def test_an_agency_receives_answers_and_the_person_sees_every_step() -> None:
    part = referred()
    voice = Voice.objects.get()
    browser = make.browser(make.officer("pejabat penghubung", part.to_office))
    browser.post(reverse("voices:referral_deed", args=[part.pk, "terima"]))
    browser.post(reverse("voices:referral_deed", args=[part.pk, "jawab"]), {"text": LONG})
    assert Case.objects.get().state == State.FOLLOWED_UP
    own = text_of(Client().get(reverse("voices:own", args=[voice.case.token])))
    assert f"{part.to_office} sudah menerima" in own
    assert f"{part.to_office} sudah menjawab" in own


def test_a_refusal_without_a_reason_is_refused() -> None:
    part = referred()
    browser = make.browser(make.officer("pejabat penghubung", part.to_office))
    response = browser.post(reverse("voices:referral_deed", args=[part.pk, "tolak"]), {"reason": "bukan"})
    assert response.status_code == 409
    assert "siapa yang berwenang" in text_of(response)


def test_curhat_goes_nowhere_without_consent() -> None:
    to = make.office()
    voice = make.voice(kind=Kind.CURHAT)
    by, fields = worker(voice), {"to_office": to.pk, "asked": "Perlu bantuan.", "langkah": "kirim"}
    assert "hanya diteruskan dengan izin" in text_of(do(by, voice, "teruskan", **fields))
    actions.agree_to_share(voice=voice, to=to, by=by, now=make.NOW)
    do(by, voice, "teruskan", **fields)
    assert Referral.objects.get().shares_identity is False


@pytest.mark.parametrize(
    ("naming", "agreed", "named"), [(Naming.NAMED, True, True), (Naming.NAMED, False, False)]
)
def test_a_name_goes_along_only_where_the_person_agreed(naming: str, agreed: bool, named: bool) -> None:
    to = make.office()
    assert referred(to, naming=naming, shared_with=[(to, agreed)]).shares_identity is named


def test_a_body_outside_answers_by_its_link_and_sees_no_code() -> None:
    part = make.handed_outside()
    url = reverse("voices:outside", args=[part.token])
    page = Client().get(url)
    assert "Tiang listrik miring" in text_of(page)
    assert part.case.code not in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    Client().post(reverse("voices:outside_deed", args=[part.token, "jawab"]), {"text": LONG})
    part.refresh_from_db()
    assert part.answer == LONG


def test_a_withdrawn_link_opens_nothing() -> None:
    part = make.handed_outside()
    voice = Voice.objects.get()
    by = make.browser(worker(voice))
    by.post(reverse("voices:take_back_referral", args=[voice.case.code, part.pk]))
    gone = Client().get(reverse("voices:outside", args=[part.token]))
    assert gone.status_code == 410
    assert "Tiang listrik" not in gone.content.decode()


def test_a_link_of_an_outside_body_does_not_open_what_went_to_an_office() -> None:
    part = referred()
    assert Client().get(reverse("voices:outside", args=[part.token])).status_code == 404


def test_near_identical_cases_are_suggested_and_joined_by_a_person() -> None:
    office, topic = make.office(), make.topic("lampu")
    first = make.voice(office, text="Lampu jalan depan balai RW padam sejak Senin malam.", topic=topic)
    second = make.voice(office, text="Lampu jalan di depan balai RW padam sejak Senin.", topic=topic)
    by = make.officer("koordinator", office)
    browser, url = make.browser(by), reverse("voices:alike", args=[second.case.code])
    assert url in browser.get(case_url(second)).content.decode()  # a link, for whom no script asks for it
    page = text_of(browser.get(url))
    assert show_code(first.case.code) in page
    assert "hampir sama" in page or "mirip" in page
    assert "<html" not in browser.get(url, headers={"HX-Request": "true"}).content.decode()
    do(by, second, "gabung", leading=first.case.code)
    second.case.refresh_from_db()
    assert second.case.follows == first.case
    assert Promise.objects.open().filter(case=second.case).exists()


def test_a_case_does_not_follow_itself_nor_a_closed_one() -> None:
    office = make.office()
    voice, over = make.voice(office), make.voice(office)
    cases.withdraw(case=over.case, now=make.NOW)
    by = make.officer("koordinator", office)
    assert do(by, voice, "gabung", leading=voice.case.code).status_code == 409
    assert do(by, voice, "gabung", leading=over.case.code).status_code == 409


def test_sixty_alike_are_answered_once_after_a_look() -> None:
    office = make.office()
    voices = [make.voice(office, text=f"Selokan mampet nomor {n}") for n in range(60)]
    browser, url = make.browser(make.officer("koordinator", office)), reverse("voices:many")
    codes = [voice.case.code for voice in voices]
    chosen = browser.post(url, {"kode": codes})
    assert "Jawab 60 laporan bersama" in text_of(chosen)
    sent = {"codes": " ".join(codes), "text": LONG}
    assert "Setiap orang membaca ini" in text_of(browser.post(url, sent | {"langkah": "periksa"}))
    assert not Message.objects.exists()
    assert "60 jawaban terkirim" in text_of(browser.post(url, sent | {"langkah": "kirim"}))
    assert Case.objects.filter(state=State.ANSWERED).count() == 60
    again = browser.post(url, sent | {"langkah": "kirim"})
    assert "0 jawaban terkirim" in text_of(again)
    assert Message.objects.count() == 60


def test_an_answer_for_many_never_reaches_another_offices_case() -> None:
    mine, foreign = make.voice(), make.voice()
    browser = make.browser(worker(mine))
    codes = f"{mine.case.code} {foreign.case.code}"
    browser.post(reverse("voices:many"), {"codes": codes, "text": LONG, "langkah": "kirim"})
    foreign.case.refresh_from_db()
    assert foreign.case.state == State.SENT


def test_paper_keyed_by_staff_is_the_same_record() -> None:
    office = make.office()
    make.clocks()
    by = make.officer("koordinator", office)
    told = {"channel": Channel.PAPER, "kind": Kind.COMPLAINT, "text": make.WORDS, "naming": Naming.NAMELESS}
    response = make.browser(by).post(reverse("voices:for_person"), told)
    voice = Voice.objects.get()
    assert response["Location"] == case_url(voice)
    assert (voice.channel, voice.text, voice.naming) == (Channel.PAPER, make.WORDS, Naming.NAMELESS)


def test_the_head_sees_late_promises_and_the_public_sees_no_words(at) -> None:
    voice = make.voice(text="Selokan mampet di gang.")
    secret = make.voice(voice.case.office, is_secret=True)
    at(make.NOW + timedelta(days=30))
    head = make.browser(make.head(voice.case.office)).get(reverse("voices:ledger"))
    assert show_code(voice.case.code) in text_of(head)
    public = Client().get(reverse("voices:promises", args=[voice.case.office.slug]))
    assert "Pengaduan" in text_of(public)
    for hidden in ("Selokan", voice.case.code, show_code(voice.case.code), show_code(secret.case.code)):
        assert hidden not in public.content.decode()
    assert (
        public.content.decode().count("Pengaduan") == 2
    )  # two steps of one case; the secret one stands nowhere


def test_a_late_promise_that_climbed_stands_in_the_heads_list_once(at) -> None:
    voice = make.voice()
    later = make.NOW + timedelta(days=30)
    for owed in Promise.objects.running().filter(case=voice.case):
        cases.climb(owed=owed, now=later)
    at(later)
    page = text_of(make.browser(make.head(voice.case.office)).get(reverse("voices:ledger")))
    running = Promise.objects.running().filter(case=voice.case).count()
    assert page.count(show_code(voice.case.code)) == running
    assert page.count("Naik ke atasan") == running


def test_a_ppid_answer_is_extended_once_with_a_reason() -> None:
    voice = make.voice(kind=Kind.PPID)
    by = worker(voice)
    do(by, voice, "baca")
    do(by, voice, "perpanjang", reason="Dokumen berada di arsip provinsi.")
    assert Promise.objects.get(hop="answer").extended_at
    assert do(by, voice, "perpanjang", reason="Sekali lagi.").status_code == 409


def ids_in(response) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', response.content.decode())


def test_no_two_fields_of_a_page_share_an_id() -> None:
    voice = make.voice()
    part = make.referral(voice.case)
    cases.ask(case=voice.case, text="Di jalan mana?", by=worker(voice), now=make.NOW)
    asked = [
        make.browser(worker(voice)).get(case_url(voice)),
        make.browser(make.officer("pejabat penghubung", part.to_office)).get(
            reverse("voices:referral", args=[part.pk])
        ),
        make.browser().get(reverse("voices:own", args=[voice.case.token])),
    ]
    found = [ids_in(page) for page in asked]
    assert all(ids and len(ids) == len(set(ids)) for ids in found)


def test_who_sends_the_link_to_an_outside_body_finds_it_whole() -> None:
    part = make.handed_outside()
    voice = Voice.objects.get(case=part.case)
    page = text_of(make.browser(worker(voice)).get(case_url(voice)))
    assert f"http://testserver{reverse('voices:outside', args=[part.token])}" in page


def test_all_offices_chosen_in_the_filter_leaves_nothing_out() -> None:
    voice = make.voice()
    by = worker(voice)
    make.assignment(by, "coordinator", make.office())
    page = make.browser(by).get(reverse("voices:inbox"), {"kantor": "", "jenis": "", "keadaan": "terbuka"})
    assert show_code(voice.case.code) in page.content.decode()


def test_what_is_not_on_ones_desk_is_not_joined_with_anything() -> None:
    office = make.office()
    narrow, other = make.voice(office, text="Suami saya memukuli saya setiap malam."), make.voice(office)
    by = make.officer("koordinator", office)
    with pytest.raises(RuleBroken, match="tidak ada di meja"):
        actions.follow(voice=narrow, leading=other, by=by, now=make.NOW)
    with pytest.raises(RuleBroken, match="tidak ada di meja"):
        actions.stand_alone(voice=narrow, by=by, now=make.NOW)
