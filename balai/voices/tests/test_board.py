"""The question board of a dialogue: who asks, who votes, what the moderator may do, what is promised."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from balai.base.errors import RuleBroken
from balai.base.sealing import unseal
from balai.cases import actions as cases
from balai.cases.models import Message, Promise
from balai.cases.rules.states import Outcome, State
from balai.cases.rules.terms import Hop
from balai.notices.models import Notice
from balai.people.contacts import read_contact
from balai.voices import actions, jobs
from balai.voices.board_readings import alike_on_board, figures_of, public_questions
from balai.voices.live import public_board
from balai.voices.models import Question, Support
from balai.voices.own_data import export_voice
from balai.voices.rules.board import MOVES, BoardState, HiddenReason
from balai.voices.rules.words import Channel, Naming
from tests import make

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 5, 22, 10, tzinfo=WIB)
HEIR = "Bagaimana mengurus ahli waris kalau pewaris meninggal di luar kota?"


@pytest.fixture
def friday(at):
    at(FRIDAY)
    return make.dialogue(on=date(2026, 5, 22))


def test_a_question_is_a_voice_with_a_number_of_its_session():
    first, second = make.ask(session := make.dialogue()), make.ask(session)
    assert (first.number, second.number) == (1, 2)
    assert first.voice.naming == Naming.NAMELESS
    assert (first.voice.case.kind, first.state) == ("pertanyaan", BoardState.INCOMING)
    assert make.ask().number == 1


def test_asked_days_ahead_it_is_answered_counted_from_the_session(friday):
    question = make.ask(friday, now=FRIDAY - timedelta(days=14))
    due = question.voice.case.promises.get(hop=Hop.ANSWER).due_at
    assert due.astimezone(WIB) == datetime(2026, 6, 3, 17, tzinfo=WIB)


def test_a_slip_of_paper_ranks_like_a_telephone():
    session = make.dialogue()
    by = make.moderator(session)
    paper = make.ask(session, channel=Channel.PAPER, by=by)
    web = make.ask(session)
    for question in (web, paper):
        actions.shortlist_question(question=question, by=by, now=make.NOW)
    assert [one.number for one in public_questions(session.pk)] == [paper.number, web.number]
    after = session.ends_at + timedelta(days=1)
    make.ask(session, channel=Channel.PAPER, by=by, now=after)
    with pytest.raises(RuleBroken, match="sudah selesai"):
        make.ask(session, now=after)


def test_only_moderated_words_without_persons_are_public():
    session = make.dialogue()
    question = make.ask(session, text="Mengapa Pak Budi Santoso, HP 081234567890, menolak berkas saya?")
    assert public_questions(session.pk) == []
    shown = actions.shortlist_question(question=question, by=make.moderator(session), now=make.NOW)
    assert "081234567890" not in shown.words
    assert [one.words for one in public_questions(session.pk)] == [shown.words]
    actions.edit_words(
        question=shown, text="Mengapa berkas saya ditolak?", by=make.moderator(session), now=make.NOW
    )
    assert public_board(session.pk)["next"][0]["words"] == "Mengapa berkas saya ditolak?"


def test_what_endangers_somebody_is_never_shown_and_few_see_it():
    session = make.dialogue()
    question = make.ask(session, text="Suami saya memukuli saya setiap malam. Ke mana saya melapor?")
    with pytest.raises(RuleBroken, match="tidak ada di papan"):
        actions.shortlist_question(question=question, by=make.moderator(session), now=make.NOW)
    for show in (actions.shortlist_question, actions.go_live):
        with pytest.raises(RuleBroken, match="keselamatan"):
            show(question=question, by=make.head(session.program.office), now=make.NOW)


def test_one_question_is_live_and_the_next_sends_it_back_to_wait():
    one = make.on_board()
    two, by = make.on_board(one.session), make.moderator(one.session)
    actions.go_live(question=one, by=by, now=make.NOW)
    actions.go_live(question=two, by=by, now=make.NOW)
    one.refresh_from_db()
    assert one.state == BoardState.SHORTLIST
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=one.pk).update(state=BoardState.LIVE)


@pytest.mark.parametrize("old", BoardState.values)
def test_nothing_moves_beside_the_one_table(old: str):
    from balai.voices.rules.board import require_move

    for new in set(BoardState.values) - MOVES[old]:
        with pytest.raises(RuleBroken):
            require_move(old, new)


def test_a_hidden_question_has_a_published_reason_is_counted_and_still_owed_an_answer():
    question = make.on_board()
    session, by = question.session, make.moderator(question.session)
    with pytest.raises(RuleBroken, match="dari daftar"):
        actions.hide_question(question=question, reason="tidak suka", by=by, now=make.NOW)
    actions.hide_question(question=question, reason=HiddenReason.SAME, by=by, now=make.NOW)
    assert public_questions(session.pk) == []
    assert public_board(session.pk)["hidden"] == 1
    assert question.voice.case.promises.filter(kept_at=None, dropped_at=None).exists()
    back = actions.return_question(question=question, by=by, now=make.NOW)
    assert (back.state, back.hidden_reason, back.shown_at) == (BoardState.INCOMING, "", None)


def test_who_moderates_elsewhere_may_do_nothing_here():
    question = make.ask()
    with pytest.raises(PermissionDenied):
        actions.shortlist_question(question=question, by=make.officer("koordinator"), now=make.NOW)


def test_answered_in_the_hall_the_asker_reads_it_and_a_second_person_closes():
    question = make.on_board(contact=read_contact(phone="081200000001"))
    by = make.moderator(question.session)
    actions.answer_question(question=question, text="Bawa KTP dan KK ke loket 2.", by=by, now=make.NOW)
    case = question.voice.case
    case.refresh_from_db()
    assert case.state == State.ANSWERED
    with pytest.raises(RuleBroken, match="orang lain"):
        cases.close(case=case, outcome=Outcome.SOLVED, by=by, now=make.NOW)
    cases.close(case=case, outcome=Outcome.SOLVED, by=make.head(case.office), now=make.NOW)
    assert public_board(question.session_id)["answered"] == 1


def test_the_telephone_alone_gets_the_answer_itself_by_text(friday):
    """NGO-6, to its end: late at 17.00 on Wednesday 3 June, answered, told."""
    question = make.on_board(friday, text=HEIR, now=FRIDAY, contact=read_contact(phone="081200000001"))
    by = make.moderator(friday)
    actions.follow_up(question=question, unit="Kasi Pelayanan", days=5, by=by, now=FRIDAY)
    owed = Promise.objects.open().get(case=question.voice.case, hop=Hop.ANSWER)
    assert owed.due_at.astimezone(WIB) == datetime(2026, 6, 3, 17, tzinfo=WIB)
    assert owed.who == f"Kasi Pelayanan, {friday.program.office}"
    assert not owed.is_late(datetime(2026, 6, 3, 16, 59, tzinfo=WIB))
    assert owed.is_late(datetime(2026, 6, 3, 17, 0, 1, tzinfo=WIB))
    answered = datetime(2026, 6, 4, 9, tzinfo=WIB)
    answer = "Surat ahli waris diurus di kecamatan tempat tinggal pewaris."
    actions.answer_question(question=question, text=answer, by=by, now=answered)
    jobs.tell_news(answered)
    jobs.tell_news(answered)
    told = Notice.objects.get(kind="voices.board_answer")
    assert answer in unseal(told.text_sealed)
    assert not Notice.objects.filter(kind="voices.news", made_at=answered).exists()
    owed.refresh_from_db()
    assert owed.kept_at == answered


def test_a_promise_made_in_the_hall_never_wipes_out_a_delay_and_is_put_off_once(friday):
    question, by = make.on_board(friday, now=FRIDAY), make.moderator(friday)
    follow = {"question": question, "unit": "Kasi Pelayanan", "by": by}
    actions.follow_up(days=10, now=FRIDAY, **follow)
    owed = Promise.objects.open().get(case=question.voice.case, hop=Hop.ANSWER)
    assert owed.extended_at == FRIDAY
    with pytest.raises(RuleBroken, match="satu kali"):
        actions.follow_up(days=20, now=FRIDAY, **follow)
    actions.follow_up(days=2, now=FRIDAY, **follow)
    with pytest.raises(RuleBroken, match="terlambat"):
        actions.follow_up(days=5, now=FRIDAY + timedelta(days=20), **follow)
    with pytest.raises(RuleBroken, match="memuat nomor"):
        actions.follow_up(question=question, unit="Kasi 081234567890", days=1, by=by, now=FRIDAY)


def test_an_answer_from_the_inbox_stands_on_the_board_too():
    question, by = make.on_board(), None
    by = make.moderator(question.session)
    actions.answer_many(voices=[question.voice], text="Datang ke loket 2.", by=by, now=make.NOW)
    question.refresh_from_db()
    assert (question.state, question.answer) == (BoardState.ANSWERED, "Datang ke loket 2.")


def test_a_question_answered_unread_is_told_but_not_shown():
    question = make.ask()
    by = make.moderator(question.session)
    answered = actions.answer_many(voices=[question.voice], text="Datang ke loket 2.", by=by, now=make.NOW)
    assert answered.done == 1
    assert public_questions(question.session_id) == []
    assert figures_of(question.session_id)[BoardState.ANSWERED] == 1


def test_what_its_asker_withdraws_or_erases_leaves_the_board():
    one = make.on_board()
    two = make.on_board(one.session)
    cases.withdraw(case=one.voice.case, now=make.NOW)
    actions.erase_own(voice=two.voice, now=make.NOW)
    assert public_questions(one.session_id) == []
    two.refresh_from_db()
    assert two.words == ""


def test_what_the_board_says_is_part_of_ones_own_data():
    question = make.on_board(text=HEIR)
    assert export_voice(question.voice)["papan_pertanyaan"] == {
        "nomor": 1, "keadaan": "menunggu dibahas", "alasan_disembunyikan": "", "kata_kata_di_papan": HEIR,
        "jawaban_di_papan": "",
    }  # fmt: skip


def test_one_vote_for_each_who_is_here_and_apart_one_for_each_outside():
    question = make.on_board()
    here = make.attendance(question.session)
    assert actions.support(question=question, attendance=here, now=make.NOW)
    assert not actions.support(question=question, attendance=here, now=make.NOW)
    assert actions.support(question=question, client="a", now=make.NOW)
    assert not actions.support(question=question, client="a", now=make.NOW)
    assert actions.support(question=question, client="b", now=make.NOW)
    assert counted(question) == (1, 2)
    assert actions.take_support_back(question=question, client="b", now=make.NOW)
    assert not actions.take_support_back(question=question, client="b", now=make.NOW)
    assert counted(question) == (1, 1)


def test_who_checks_in_after_voting_from_outside_has_one_vote():
    question = make.on_board()
    actions.support(question=question, client="a", now=make.NOW)
    actions.support(question=question, attendance=make.attendance(question.session), client="a", now=make.NOW)
    assert counted(question) == (1, 0)


def test_no_vote_from_another_session_for_what_is_unread_or_after_the_end():
    question, unread = make.on_board(), make.ask()
    with pytest.raises(RuleBroken, match="sesi lain"):
        actions.support(question=question, attendance=make.attendance(make.dialogue()), now=make.NOW)
    with pytest.raises(RuleBroken, match="tidak menunggu"):
        actions.support(question=unread, client="a", now=make.NOW)
    with pytest.raises(RuleBroken, match="sudah selesai"):
        actions.support(question=question, client="a", now=question.session.ends_at)
    with pytest.raises(RuleBroken, match="belum dikenali"):
        actions.support(question=question, now=make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(question=question, at=make.NOW)


def test_votes_go_before_age_and_presence_before_distance():
    first = make.on_board()
    second, third = make.on_board(first.session), make.on_board(first.session)
    actions.support(question=third, attendance=make.attendance(first.session), now=make.NOW)
    actions.support(question=second, client="a", now=make.NOW)
    assert [one.number for one in public_questions(first.session_id)] == [3, 2, 1]


def test_the_same_again_is_offered_for_support():
    question = make.on_board(text=HEIR)
    found = alike_on_board(question.session_id, "mengurus ahli waris kalau pewaris meninggal di luar kota")
    assert [one.number for one in found] == [question.number]
    assert alike_on_board(question.session_id, "Kapan jalan diperbaiki?") == []


def test_asking_costs_two_statements_more_than_bringing_a_voice():
    """One for its number, one for its place on the board."""
    session = make.dialogue()
    make.ask(session)
    make.voice(session.program.office, kind="pertanyaan")
    with CaptureQueriesContext(connection) as voice:
        make_voice(session)
    with CaptureQueriesContext(connection) as asked:
        make.ask(session)
    assert len(asked) - len(voice) == 2


def make_voice(session):
    actions.speak(
        office=session.program.office, kind="pertanyaan", text=HEIR, naming=Naming.NAMELESS,
        channel=Channel.WEB, pin=make.PIN, now=make.NOW, session=session, program=session.program,
    )  # fmt: skip


def test_sixty_alike_are_answered_at_once():
    session = make.dialogue()
    asked = [make.ask(session, text=f"{HEIR} Untuk RT {n}.") for n in range(60)]
    by = make.moderator(session)
    done = actions.answer_many(
        voices=[one.voice for one in asked], text="Di kecamatan pewaris.", by=by, now=make.NOW
    )
    assert (done.done, done.refused) == (60, [])
    assert Message.objects.filter(case__in=[one.voice.case_id for one in asked]).count() == 60
    assert figures_of(session.pk) == {BoardState.ANSWERED: 60}


def counted(question: Question) -> tuple[int, int]:
    found = Question.objects.with_votes().get(pk=question.pk)
    return found.here, found.outside  # type: ignore[attr-defined]
