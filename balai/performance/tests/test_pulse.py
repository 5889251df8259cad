"""NGO-8: three questions after a session, counted and never kept by person."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.performance import actions, seeds
from balai.performance.asking import asked_at, closes_on
from balai.performance.models import Participation, Statement, Tally
from balai.performance.readings import added_up, by_month, counted, facts_of, results_of
from balai.performance.rules import Audience, Opinion, figures, read_statements
from balai.programs.planting import Planter
from balai.voices.rules.suppression import cell, determined
from tests import make

pytestmark = pytest.mark.django_db
LABELS = {opinion.value: str(opinion.label) for opinion in Opinion}
WEDNESDAY = datetime(2026, 5, 27, 9, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def session():
    made = make.session()
    make.pulse(made.program)
    return made


@pytest.fixture
def during(session):
    return session.starts_at + timedelta(minutes=40)


def says(session, opinion=Opinion.AGREE):
    return {row.pk: str(opinion) for row in asked_at(session).statements}


def test_the_seed_of_ngopi_kemuning_asks_the_three_questions_and_reads_back_the_same():
    make.office(slug="kec-kemuning")
    program = make.planted("ngopi-kemuning")
    table = {"pernyataan": list(make.STATEMENTS), "tanya_pemakaian": True}
    assert seeds.read(program=program) == table
    seeds.plant(program=program, table=table, by=Planter(), now=make.NOW)
    assert Statement.objects.count() == 2
    for wrong in ({"pernyataan": "satu"}, {"tanya_pemakaian": "ya"}, {"lain": 1}):
        with pytest.raises(RuleBroken):
            seeds.plant(program=program, table=wrong, by=Planter(), now=make.NOW)


def test_what_somebody_said_is_counted_and_nothing_leads_from_the_counter_to_them(session, during):
    here = make.attendance(session, now=during)
    assert actions.answer(session=session, attendance=here, answers=says(session), picks={}, now=during)
    again = says(session, Opinion.DISAGREE)
    assert not actions.answer(session=session, attendance=here, answers=again, picks={}, now=during)
    assert list(Tally.objects.values_list("opinion", "source", "number")) == [("agree", "web", 1)] * 2
    told = Entry.objects.filter(verb="pulse.answered").get()
    assert "agree" not in str(told.__dict__)
    assert {f.name for f in Participation._meta.get_fields()} == {
        "id", "attendance", "session", "source", "may_be_asked",
    }  # fmt: skip


def test_no_table_of_answers_has_a_moment_or_a_key_to_a_person():
    counters = [m for m in apps.get_app_config("performance").get_models() if m.__name__.endswith("Tally")]
    assert len(counters) == 3
    for model in counters:
        fields = model._meta.get_fields()
        assert not [f for f in fields if isinstance(f, models.DateField)]
        assert {f.related_model.__name__ for f in fields if f.is_relation} <= {
            "Session", "Statement", "Choice",
        }  # fmt: skip


def test_the_database_takes_one_participation_for_an_attendance(session, during):
    (here,) = make.answered(session, now=during)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(session=session, attendance=here)


def test_it_is_asked_from_the_beginning_until_the_next_working_day_is_over(session, during):
    assert closes_on(session) == date(2026, 5, 25)
    here = make.attendance(session, now=during)
    late = datetime.combine(date(2026, 5, 26), time(0, 1), tzinfo=ZoneInfo("Asia/Jakarta"))
    for moment, code in ((session.starts_at - timedelta(minutes=1), "pulse.early"), (late, "pulse.over")):
        with pytest.raises(RuleBroken) as broken:
            actions.answer(session=session, attendance=here, answers=says(session), picks={}, now=moment)
        assert broken.value.code == code
    in_time = late - timedelta(minutes=2)
    assert actions.answer(session=session, attendance=here, answers=says(session), picks={}, now=in_time)


def test_a_code_of_another_session_and_answers_that_nobody_asked_for_are_refused(session, during):
    elsewhere = make.attendance(make.session(program=make.program()), now=during)
    here = make.attendance(session, now=during)
    tries = [
        (elsewhere, says(session), "pulse.other_session"), (here, {0: "agree"}, "pulse.unknown_answer"),
        (here, dict.fromkeys(says(session), "hebat"), "pulse.unknown_answer"), (here, {}, "pulse.empty"),
    ]  # fmt: skip
    for attendance, answers, code in tries:
        with pytest.raises(RuleBroken) as broken:
            actions.answer(session=session, attendance=attendance, answers=answers, picks={}, now=during)
        assert broken.value.code == code
    assert not Tally.objects.exists()


def test_a_slip_of_paper_counts_the_same_once_for_its_code_and_can_be_taken_out(session, during):
    by = make.officer(Role.FRONT_DESK, session.program.office)
    here = make.attendance(session, now=during)
    slip = {"session": session, "answers": says(session), "picks": {}, "by": by, "now": during}
    actions.enter_paper(**slip)
    actions.enter_paper(**slip, code=here.code)
    assert set(Tally.objects.values_list("source", "number")) == {("paper", 2)}
    with pytest.raises(RuleBroken, match="sudah menjawab"):
        actions.enter_paper(**slip, code=here.code)
    assert not actions.answer(session=session, attendance=here, answers=says(session), picks={}, now=during)
    (by_phone,) = make.answered(session, now=during)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        actions.take_paper_back(**slip, code=by_phone.code)
    Tally.objects.filter(source="web").delete()
    Participation.objects.filter(attendance=by_phone).delete()
    actions.take_paper_back(**slip, code=here.code)
    assert set(Tally.objects.values_list("source", "number")) == {("paper", 1)}
    assert not Participation.objects.exists()
    actions.take_paper_back(**slip)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        actions.take_paper_back(**slip)
    with pytest.raises(PermissionDenied):
        actions.enter_paper(**slip | {"by": make.officer(Role.FRONT_DESK, make.office())})


def test_a_statement_keeps_its_figures_and_new_words_are_a_new_statement(session, during):
    make.answered(session, times=1, now=during)
    make.pulse(session.program, "Kata lain", make.STATEMENTS[0])
    assert [row.text for row in asked_at(session).statements] == ["Kata lain", make.STATEMENTS[0]]
    assert Statement.objects.filter(place=None).get().text == make.STATEMENTS[1]
    make.pulse(session.program)
    assert [row.text for row in asked_at(session).statements] == list(make.STATEMENTS)
    assert Statement.objects.count() == 3
    for lines, code in (
        (["Satu", "satu"], "twice"),
        (["a b"] * 6, "too_many"),
        (["x" * 121], "too_long"),
    ):
        with pytest.raises(RuleBroken) as broken:
            read_statements(lines)
        assert broken.value.code == f"pulse.{code}"


def test_figures_are_told_once_they_are_final_to_the_office_from_five_and_to_all_from_ten(session, during):
    make.answered(session, times=8, now=during)
    assert not results_of(session, Audience.INSIDE, during).is_counted
    inside = results_of(session, Audience.INSIDE, WEDNESDAY)
    assert inside.statements[0].n == 8
    assert inside.statements[0].rows == ()  # all said one thing: of so few even that is not told
    assert not results_of(session, Audience.PUBLIC, WEDNESDAY).has_shown
    assert facts_of(session, WEDNESDAY)[0][1] == "terlalu sedikit jawaban untuk ditampilkan"


def test_the_few_of_the_telephones_stay_hidden_from_whoever_keyed_the_paper(session, during):
    by = make.officer(Role.FRONT_DESK, session.program.office)
    make.answered(session, times=3, now=during)
    for _ in range(20):
        actions.enter_paper(session=session, answers=says(session), picks={}, by=by, now=during)
    assert not results_of(session, Audience.INSIDE, WEDNESDAY).statements[0].is_shown
    make.answered(session, times=2, now=during)
    assert results_of(session, Audience.INSIDE, WEDNESDAY).statements[0].n == 25


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.sampled_from([5, 10]), st.booleans())
def test_no_shown_figure_is_small_and_none_gives_a_small_one_back(counts, least, is_told_together):
    rest = "Belum setuju" if is_told_together else ""
    said = figures("x", dict(zip(LABELS, counts, strict=True)), LABELS, least=least, rest=rest)
    assert said.is_shown == (sum(counts) >= least)
    hidden = {cell(jawaban=row.label) for row in said.rows if row.count is None}
    sums = [{**{cell(jawaban=row.label): 1 for row in said.rows}, (): -1}]
    assert not determined(sums, hidden)
    assert all(row.count is None or row.count >= least for row in said.rows)
    if said.mostly:
        assert max(counts) * 4 > sum(counts) * 3


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((20, 12, 11), "setuju 20 dari 43; ragu-ragu 12 dari 43; tidak setuju 11 dari 43"),
        ((41, 8, 3), "setuju 41 dari 52 (79 persen); belum setuju 11 dari 52 (21 persen)"),
        ((48, 3, 1), "52 jawaban; lebih dari tiga perempat menjawab “Setuju”"),
        ((12, 8, 0), "20 jawaban; rinciannya tidak ditampilkan"),
        ((9, 0, 0), "terlalu sedikit jawaban untuk ditampilkan"),
    ],
)
def test_what_everybody_reads_is_as_fine_as_it_may_be(counts, words):
    said = dict(zip(LABELS, counts, strict=True))
    assert figures("x", said, LABELS, least=10, rest="Belum setuju").words == words


def test_a_month_says_nothing_that_its_sessions_do_not_say_already():
    """Public: session A shows 20 of 30, session B has too few. The month is A's, so B is not what is left."""
    program = make.program()
    make.pulse(program)
    first, second = (make.session(program=program, on=date(2026, 5, day)) for day in (10, 17))
    make.answered(first, times=20)
    make.answered(first, Opinion.DISAGREE, times=10)
    make.answered(second, times=9)
    found = counted(program, Audience.PUBLIC, WEDNESDAY)
    (month,) = by_month(found)
    assert month.words == "Mei 2026"
    assert [(s.row.count, s.row.of, s.sessions, s.left_out) for s in month.sums] == [(20, 30, 1, 1)] * 2
    assert added_up(found) == month.sums
    assert [row.has_shown for row in found] == [False, True]
