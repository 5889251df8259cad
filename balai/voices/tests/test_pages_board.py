"""The board's pages: everybody's, the hall's screen, and the moderator's one screen."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.programs.presence import remember
from balai.voices import actions
from balai.voices.models import Question, Support
from balai.voices.rules.board import BoardState, HiddenReason
from balai.voices.rules.words import Channel
from tests import make

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
HEIR = "Bagaimana mengurus ahli waris kalau pewaris meninggal di luar kota?"


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def where(name: str, session) -> str:
    return reverse(f"voices:{name}", args=[session.program.slug, session.on])


def shown(session, client: Client | None = None) -> str:
    return (client or Client()).get(where("board", session)).content.decode()


def vote(client: Client, question: Question, name: str = "dukung"):
    return client.post(where("vote", question.session), {name: question.number})


def checked_in(session) -> Client:
    """A telephone that came in by the hall's QR."""
    from django.http import HttpResponse

    answer, client = HttpResponse(), Client()
    remember(answer, make.attendance(session), now=make.NOW)
    client.cookies.update(answer.cookies)
    return client


def test_asking_needs_one_field_and_leads_to_a_page_of_ones_own():
    session = make.dialogue()
    answer = Client().post(where("ask", session), {"text": HEIR, "form_key": "satu"}, follow=True)
    page = answer.content.decode()
    assert "Pertanyaan 1 di papan" in page
    assert "Petugas membacanya dahulu" in page
    assert HEIR not in shown(session)
    assert Question.objects.get().voice.session == session


def test_five_identical_posts_are_one_question():
    session, client = make.dialogue(), Client()
    led = {
        client.post(where("ask", session), {"text": HEIR, "form_key": "sama"})["Location"] for _ in range(5)
    }
    assert len(led) == 1
    assert Question.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong():
    session = make.dialogue()
    answer = Client().post(where("ask", session), {"text": HEIR, "phone": "12"})
    assert answer.status_code == 422
    assert HEIR in answer.content.decode()
    answer = Client().post(where("ask", session), {"text": "apa " * 200})
    assert "Paling panjang 600 huruf" in answer.content.decode()


def test_a_session_that_is_over_takes_no_question_and_says_where_to_write(at):
    session = make.dialogue()
    at(session.ends_at)
    answer = Client().post(where("ask", session), {"text": HEIR})
    assert answer.status_code == 409
    assert reverse("voices:write", args=[session.program.office.slug]) in answer.content.decode()
    assert "Tulis pertanyaan</a>" not in shown(session)


def test_a_programme_that_takes_no_questions_has_no_board():
    session = make.session()
    assert Client().get(where("board", session)).status_code == 404
    assert (
        where("board", session)
        not in Client()
        .get(reverse("front:session", args=[session.program.slug, session.on]))
        .content.decode()
    )


def test_the_days_own_page_leads_to_the_board():
    session = make.dialogue()
    page = Client().get(reverse("front:session", args=[session.program.slug, session.on]))
    assert where("board", session) in page.content.decode()


def test_a_vote_from_outside_counts_once_a_browser_and_may_be_taken_back():
    question, client = make.on_board(), Client()
    assert vote(client, question).status_code == 409  # a browser that never saw the page
    assert vote(client, question)["Location"].endswith(f"#n{question.number}")
    vote(client, question)
    assert "0 dukungan hadir, 1 dari luar" in shown(question.session, client)
    assert "Tarik dukungan" in shown(question.session, client)
    vote(client, question, "tarik")
    assert "0 dukungan hadir, 0 dari luar" in shown(question.session, client)


def test_a_telephone_that_is_checked_in_votes_as_present():
    question = make.on_board()
    client = checked_in(question.session)
    shown(question.session, client)
    assert vote(client, question).status_code == 302
    assert "1 dukungan hadir, 0 dari luar" in shown(question.session)


def test_a_code_on_paper_makes_a_telephone_present_and_a_wrong_one_does_not():
    question, client = make.on_board(), Client()
    here, url = make.attendance(question.session), where("present", question.session)
    refused = client.post(url, {"code": "ABCD-2345"})
    assert (refused.status_code, "tidak dikenal" in refused.content.decode()) == (409, True)
    client.post(url, {"code": here.code.lower()})
    vote(client, question)
    assert Support.objects.get().attendance == here


def test_votes_from_outside_are_limited_for_one_network(monkeypatch):
    monkeypatch.setattr("balai.voices.views.board.VOTES_PER_NETWORK", 2)
    question = make.on_board()
    for number in range(3):
        client = Client()
        shown(question.session, client)
        answer = vote(client, question)
        assert answer.status_code == (409 if number == 2 else 302)
    assert Support.objects.count() == 2


def test_late_stands_on_the_public_page_at_17_on_the_day_that_was_promised(at):
    now = datetime(2026, 5, 22, 10, tzinfo=WIB)
    at(now)
    session = make.dialogue(on=date(2026, 5, 22))
    question, by = make.on_board(session, text=HEIR, now=now), make.moderator(session)
    actions.follow_up(question=question, unit="Kasi Pelayanan", days=5, by=by, now=now)
    page = shown(session)
    assert "Kasi Pelayanan, " in page
    assert "Rabu, 3 Juni 2026" in page
    assert "Terlambat" not in page
    at(datetime(2026, 6, 3, 17, 0, 1, tzinfo=WIB))
    assert "Terlambat" in shown(session)


def test_the_same_while_typing_is_found_without_a_word_in_the_address():
    question = make.on_board(text=HEIR)
    answer = Client().post(
        where("board_alike", question.session), {"text": HEIR}, headers={"HX-Request": "true"}
    )
    assert "Dukung saja" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_everybody_reads_the_list_of_reasons():
    page = Client().get(reverse("voices:board_rules")).content.decode()
    assert all(reason.label.capitalize() in page for reason in HiddenReason)


def test_the_screen_shows_the_live_question_and_those_that_wait():
    live = make.on_board(text=HEIR)
    waits = make.on_board(live.session, text="Kapan posyandu buka hari Sabtu?")
    actions.go_live(question=live, by=make.moderator(live.session), now=make.NOW)
    page = Client().get(where("screen", live.session)).content.decode()
    assert page.index(HEIR) < page.index(waits.words)
    assert "<svg" in page


def crowd(session, count: int) -> None:
    """So many in each state, with votes."""
    by, here = make.moderator(session), make.attendance(session)
    for number in range(count):
        make.ask(session, text=f"{HEIR} Nomor {number}?")
        waits, followed = make.on_board(session), make.on_board(session)
        answered = make.on_board(session)
        actions.support(question=waits, attendance=here, now=make.NOW)
        actions.follow_up(question=followed, unit="Kasi", days=5, by=by, now=make.NOW)
        actions.answer_question(question=answered, text="Datang ke loket.", by=by, now=make.NOW)


def test_a_long_list_shows_its_beginning_and_all_when_asked(monkeypatch):
    monkeypatch.setattr("balai.voices.views.board.MOST_LISTED", 2)
    questions = [make.on_board()]
    questions += [make.on_board(questions[0].session) for _ in range(2)]
    assert shown(questions[0].session).count('name="dukung"') == 2
    url = where("board", questions[0].session)
    assert f'href="{url}?semua"' in shown(questions[0].session)
    assert Client().get(url + "?semua").content.decode().count('name="dukung"') == 3


@pytest.mark.parametrize("name", ["board", "screen"])
def test_public_pages_ask_as_often_for_many_as_for_one(name: str):
    session = make.dialogue()
    client = checked_in(session)
    crowd(session, 1)
    client.get(where(name, session))
    with CaptureQueriesContext(connection) as few:
        client.get(where(name, session))
    crowd(session, 3)
    with CaptureQueriesContext(connection) as many:
        client.get(where(name, session))
    assert len(many) == len(few) <= (6 if name == "board" else 3)


def test_the_moderators_screen_asks_as_often_for_many_as_for_one():
    session = make.dialogue()
    client = make.browser(make.moderator(session))
    crowd(session, 1)
    pages = [
        reverse("voices:moderate", args=[session.pk]),
        reverse("voices:board_question", args=[session.pk, 1]),
    ]
    few = [asked(client, page) for page in pages]
    crowd(session, 3)
    assert [asked(client, page) for page in pages] == few


def asked(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_the_moderator_goes_from_incoming_to_answered_by_buttons():
    question = make.ask()
    client = make.browser(make.moderator(question.session))

    def press(name: str, **fields: str):
        url = reverse("voices:board_deed", args=[question.session_id, question.number, name])
        return client.post(url, fields, follow=True)

    press("tampilkan")
    press("bahas")
    refused = press("jawab", text="")
    assert refused.status_code == 422
    assert "Isi bagian ini dulu." in refused.content.decode()
    done = press("jawab", text="Bawa KTP ke loket 2.")
    assert "Jawaban terkirim dan tampil di papan." in done.content.decode()
    question.refresh_from_db()
    assert question.state == BoardState.ANSWERED
    assert press("bahas").status_code == 409


def test_paper_slips_are_keyed_one_after_the_other():
    session = make.dialogue()
    client = make.browser(make.moderator(session))
    url = reverse("voices:ask_for", args=[session.pk])
    answer = client.post(url, {"text": HEIR, "channel": Channel.PAPER}, follow=True)
    assert "Pertanyaan 1 tercatat. Kode untuk penanya:" in answer.content.decode()
    assert Question.objects.get().voice.channel == Channel.PAPER


def test_those_that_ask_the_same_are_chosen_for_one_answer_after_a_preview():
    session = make.dialogue()
    first = make.ask(session, text=HEIR)
    others = [make.ask(session, text=f"{HEIR} RT {n}") for n in range(4)]
    client = make.browser(make.moderator(session))
    page = client.get(reverse("voices:board_question", args=[session.pk, first.number])).content.decode()
    codes = [one.voice.case.code for one in [first, *others]]
    assert all(code in page for code in codes)
    many = reverse("voices:many")
    assert "Jawab 5 laporan bersama" in client.post(many, {"kode": codes}).content.decode()
    send = {"codes": " ".join(codes), "text": "Di kecamatan pewaris."}
    assert "Setiap orang membaca ini" in client.post(many, send | {"langkah": "periksa"}).content.decode()
    assert Question.objects.filter(state=BoardState.ANSWERED).count() == 0
    done = client.post(many, send | {"langkah": "kirim"}).content.decode()
    assert reverse("voices:moderate", args=[session.pk]) in done
    assert Question.objects.filter(state=BoardState.ANSWERED).count() == 5
