"""What is owed, and what becomes of it. Every promise here is made on Friday 22 May 2026."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from balai.base.errors import RuleBroken
from balai.cases import actions, jobs
from balai.cases.models import Case, Promise
from balai.cases.rules.referrals import ReferralState
from balai.cases.rules.states import Outcome, State
from balai.cases.rules.terms import Hop
from balai.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 5, 22, 10, tzinfo=WIB)


def worker(case: Case) -> Person:
    return make.officer("koordinator", case.office)


def open_hops(case: Case) -> set[str]:
    return set(Promise.objects.open().filter(case=case).values_list("hop", flat=True))


def forwarded(case: Case) -> Case:
    return make.referral(case, now=FRIDAY).case


def answered(case: Case, by: Person) -> Case:
    case = actions.verify(case=case, by=by, now=FRIDAY)
    return actions.answer(case=case, text="Sudah diperbaiki.", by=by, now=FRIDAY)


def test_a_case_owes_a_check_and_an_answer_from_its_first_moment() -> None:
    case = make.case(now=FRIDAY)
    due = {p.hop: p.due_at.astimezone(WIB) for p in case.promises.all()}
    assert due[Hop.VERIFY] == datetime(2026, 5, 29, 17, tzinfo=WIB)  # 27 May holiday, 28 joint leave
    assert set(due) == {Hop.VERIFY, Hop.ANSWER}
    assert case.next_due_at == due[Hop.VERIFY]


def test_a_referral_of_friday_22_may_is_due_on_wednesday_3_june_at_17() -> None:
    referral = make.referral(make.case(now=FRIDAY), now=FRIDAY)
    owed = referral.promises.get()
    assert owed.due_at.astimezone(WIB) == datetime(2026, 6, 3, 17, tzinfo=WIB)
    assert owed.owner == referral.to_office
    assert not owed.is_late(datetime(2026, 6, 3, 16, 59, tzinfo=WIB))
    assert owed.is_late(datetime(2026, 6, 3, 17, 1, tzinfo=WIB))


def test_asking_the_person_stops_every_clock_and_their_reply_starts_it_again() -> None:
    case = make.case(now=FRIDAY)
    case = actions.ask(case=case, text="Di RT mana?", by=worker(case), now=FRIDAY)
    assert case.next_due_at is None
    assert not Promise.objects.running().filter(case=case).exists()
    later = FRIDAY + timedelta(days=28)
    case = actions.reply(case=case, text="RT 05", now=later)
    assert (case.state, case.state_before) == (State.SENT, "")
    assert case.next_due_at
    assert case.next_due_at > later


def test_an_answer_keeps_what_was_owed_and_waits_for_the_person() -> None:
    case = make.case(now=FRIDAY)
    case = answered(case, worker(case))
    assert open_hops(case) == set()
    assert case.lapses_at


def test_who_answered_does_not_close() -> None:
    case = make.case(now=FRIDAY)
    by = worker(case)
    case = answered(case, by)
    with pytest.raises(RuleBroken, match="orang lain"):
        actions.close(case=case, outcome=Outcome.SOLVED, by=by, now=FRIDAY)
    closed = actions.close(case=case, outcome=Outcome.SOLVED, by=worker(case), now=FRIDAY)
    assert (closed.state, closed.outcome) == (State.CLOSED, Outcome.SOLVED)


def test_silence_closes_it_after_ten_working_days_and_is_not_called_solved() -> None:
    case = make.case(now=FRIDAY)
    case = answered(case, worker(case))
    assert case.lapses_at
    jobs.lapse_unanswered(case.lapses_at - timedelta(seconds=1))
    case.refresh_from_db()
    assert case.state == State.ANSWERED
    jobs.lapse_unanswered(case.lapses_at)
    case.refresh_from_db()
    assert case.outcome == Outcome.LAPSED


def test_the_person_says_not_solved_and_an_answer_is_owed_again() -> None:
    case = make.case(now=FRIDAY)
    case = answered(case, worker(case))
    case = actions.reopen(case=case, text="Masih gelap.", now=FRIDAY + timedelta(days=3))
    assert (case.state, open_hops(case)) == (State.FOLLOWED_UP, {Hop.ANSWER})


def test_what_was_closed_long_ago_is_not_opened_again() -> None:
    case = make.case(now=FRIDAY)
    case = actions.close(
        case=answered(case, worker(case)), outcome=Outcome.SOLVED, by=worker(case), now=FRIDAY
    )
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.reopen(case=case, text="Padam lagi.", now=FRIDAY + timedelta(days=40))


def test_what_the_person_withdraws_lies_with_nobody() -> None:
    referral = make.referral(now=FRIDAY)
    case = actions.withdraw(case=referral.case, now=FRIDAY)
    referral.refresh_from_db()
    assert (case.outcome, open_hops(case)) == (Outcome.WITHDRAWN, set())
    assert (referral.state, referral.is_revoked) == (ReferralState.WITHDRAWN, True)


def test_a_late_promise_climbs_to_the_head_then_to_the_office_above_and_once_each() -> None:
    case = make.case(now=FRIDAY)
    owed = case.promises.get(hop=Hop.VERIFY)
    for _ in range(2):
        jobs.climb_late_promises(owed.due_at + timedelta(minutes=1))
    owed.refresh_from_db()
    assert owed.level == 1
    jobs.climb_late_promises(owed.due_at + timedelta(days=7))
    owed.refresh_from_db()
    assert (owed.level, owed.climbs_at) == (2, None)


def test_a_refusal_brings_it_back_and_the_same_office_is_not_asked_again() -> None:
    referral = make.referral(now=FRIDAY)
    there = make.officer("koordinator", referral.to_office)
    actions.refuse(referral=referral, reason="Jalan provinsi, hubungi PUPR.", by=there, now=FRIDAY)
    case = Case.objects.get(pk=referral.case_id)
    assert (case.state, open_hops(case)) == (State.VERIFIED, {Hop.VERIFY, Hop.ANSWER})
    with pytest.raises(RuleBroken, match="sudah menolak"):
        make.referral(case, referral.to_office, now=FRIDAY)


def test_after_two_refusals_the_head_decides() -> None:
    case = make.case(now=FRIDAY)
    for _ in range(2):
        referral = make.referral(case, now=FRIDAY)
        there = make.officer("koordinator", referral.to_office)
        actions.refuse(referral=referral, reason="Bukan kewenangan kami.", by=there, now=FRIDAY)
        case.refresh_from_db()
    with pytest.raises(RuleBroken, match="Kepala kantor"):
        make.referral(case, now=FRIDAY)
    head = make.officer("kepala", case.office)
    decided = actions.refer(case=case, to_office=make.office(), asked="Lampu padam", by=head, now=FRIDAY)
    assert decided.number == 3


def test_only_the_office_that_was_asked_answers() -> None:
    referral = make.referral(now=FRIDAY)
    stranger = make.officer("koordinator", make.office())
    with pytest.raises(PermissionDenied):
        actions.answer_referral(referral=referral, text="Beres", by=stranger, now=FRIDAY)
    there = make.officer("koordinator", referral.to_office)
    done = actions.answer_referral(referral=referral, text="Lampu sudah menyala.", by=there, now=FRIDAY)
    assert (done.state, done.answer) == (ReferralState.ANSWERED, "Lampu sudah menyala.")
    assert done.promises.get().kept_at == FRIDAY


def test_a_case_of_risk_is_seen_by_who_listened_and_by_the_head() -> None:
    office = make.office()
    listener, colleague = (make.officer("koordinator", office) for _ in range(2))
    head = make.officer("kepala", office)
    case = make.case(office, is_narrow=True, listener=listener)
    seen = [
        Case.objects.worked_by(person).filter(pk=case.pk).exists() for person in (listener, head, colleague)
    ]
    assert seen == [True, True, False]
    with pytest.raises(RuleBroken, match="tidak ada di meja"):
        actions.verify(case=case, by=colleague, now=FRIDAY)


def test_a_secret_case_is_late_within_the_house_only() -> None:
    make.case(is_secret=True, now=FRIDAY)
    late = Promise.objects.late(FRIDAY + timedelta(days=60))
    assert late.count() == 2
    assert late.public().count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.CLOSED},
        {"outcome": Outcome.SOLVED},
        {"state": State.ASKED},
        {"state": "somewhere"},
        {"closed_at": datetime(2020, 1, 1, tzinfo=UTC), "state": State.CLOSED, "outcome": "heard"},
    ],
)
def test_the_database_refuses_a_case_that_cannot_be(change: dict[str, object]) -> None:
    case = make.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)


def test_the_database_refuses_two_open_steps_of_one_kind() -> None:
    owed = make.case().promises.get(hop=Hop.VERIFY)
    owed.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        owed.save()


def test_a_ppid_answer_is_extended_once() -> None:
    case = make.case(kind="informasi_ppid", now=FRIDAY)
    owed = case.promises.get(hop=Hop.ANSWER)
    before = owed.due_at
    owed = actions.extend(owed=owed, reason="Arsip di provinsi", by=worker(case), now=FRIDAY)
    assert (owed.due_at - before).days >= 7
    with pytest.raises(RuleBroken, match="satu kali"):
        actions.extend(owed=owed, reason="Masih dicari", by=worker(case), now=FRIDAY)


def test_a_step_is_written_once_and_only_its_words_may_go() -> None:
    case = make.case(now=FRIDAY)
    by = worker(case)
    case = actions.verify(case=case, by=by, now=FRIDAY)
    step = actions.start(case=case, by=by, now=FRIDAY, note="Dikirim tim").moves.get(verb="case.followed_up")
    moves = case.moves.filter(pk=step.pk)
    for change in ({"new": State.CLOSED}, {"note_sealed": "lain"}, {"at": FRIDAY + timedelta(days=1)}):
        with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
            moves.update(**change)
    assert moves.update(note_sealed="") == 1


def test_a_case_is_opened_in_four_questions(django_assert_num_queries) -> None:
    office = make.office()
    make.clocks()
    after_case = 1 if connection.vendor == "postgresql" else 3  # two promises and the entry go together
    with django_assert_num_queries(3 + after_case + 2):  # terms, holidays, case; and a savepoint
        actions.open_case(office=office, kind="pengaduan", now=FRIDAY)


def test_what_is_late_is_not_extended_away() -> None:
    case = make.case(kind="informasi_ppid", now=FRIDAY)
    owed = case.promises.get(hop=Hop.ANSWER)
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.extend(owed=owed, reason="Baru dicari", by=worker(case), now=owed.due_at + timedelta(hours=1))


def test_closing_never_wipes_out_a_delay() -> None:
    case = make.case(now=FRIDAY)
    late = FRIDAY + timedelta(days=60)
    actions.close(case=case, outcome=Outcome.CANNOT, reason="Jalan provinsi", by=worker(case), now=late)
    assert all(owed.kept_at == late > owed.due_at for owed in case.promises.all())


def test_who_writes_after_the_answer_is_not_taken_for_silent() -> None:
    case = make.case(now=FRIDAY)
    case = answered(case, worker(case))
    lapses = case.lapses_at
    case = actions.reply(case=case, text="Nanti malam saya lihat.", now=FRIDAY + timedelta(days=5))
    assert case.lapses_at
    assert lapses
    assert case.lapses_at > lapses


def test_what_is_taken_back_is_owed_by_the_office_again() -> None:
    referral = make.referral(now=FRIDAY)
    actions.take_back(referral=referral, by=worker(referral.case), now=FRIDAY)
    assert open_hops(referral.case) == {Hop.VERIFY, Hop.ANSWER}
