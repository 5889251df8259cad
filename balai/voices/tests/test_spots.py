"""Dirty spots (GR-7) and what hands cannot fix (GR-6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.cases.rules.states import Kind, Outcome
from balai.cases.rules.terms import Hop
from balai.documents.models import File
from balai.people.rules import Role
from balai.programs.actions import cancel_session
from balai.programs.planting import Planter
from balai.voices import actions, jobs
from balai.voices.models import Spot, SpotStep
from balai.voices.rules.spots import lies_on, street_key
from balai.voices.spot_readings import desk_of, spots_of, spots_on
from tests import make

STREET = "Jalan DI Panjaitan"
FRIDAY = date(2026, 5, 29)


@pytest.fixture
def program(db):
    return make.work_days()


@pytest.fixture
def lurah(program):
    return make.head(program.office)


def held(spot):
    """The Friday of the spot has come."""
    return spot.session.ends_at


@pytest.mark.parametrize(
    "words", ["Jl. DI Panjaitan", "jln D.I. Panjaitan", "DI  PANJAITAN", "jalan d i panjaitan"]
)
def test_a_street_written_in_several_ways_is_one(words):
    assert street_key(words) == street_key(STREET)


def test_a_place_names_its_streets_and_no_others():
    place = "Sepanjang Jalan DI Panjaitan dan sekitarnya"
    assert lies_on(STREET, place)
    assert not lies_on("Jalan Panjai", place)
    assert not lies_on("", place)


@given(st.text(max_size=60))
def test_a_streets_key_of_its_key_is_itself(words):
    assert street_key(street_key(words)) == street_key(words)


def test_reported_planned_cleaned_and_confirmed(program, lurah):
    spot = make.spot(program)
    assert spot.voice.case.kind == Kind.FINDING
    assert spots_of(program, make.NOW).unread == 1
    actions.show_spot(spot=spot, street=STREET, text="Got penuh lumpur.", by=lurah, now=make.NOW)
    (line,) = spots_of(program, make.NOW).open
    assert line.spot.words == "Got penuh lumpur."
    spot = actions.plan_spot(spot=spot, on=FRIDAY, by=lurah, now=make.NOW)
    with pytest.raises(RuleBroken, match="belum mulai"):
        actions.finish_spot(spot=spot, by=lurah, now=make.NOW)
    assert [one.spot for one in spots_on(program, FRIDAY, "", make.NOW).planned] == [spot]
    done = actions.finish_spot(spot=spot, note="Dua gerobak lumpur.", by=lurah, now=held(spot))
    assert (done.state, done.session.on, done.voice.case.state) == ("done", FRIDAY, "answered")
    case = cases.withdraw(case=done.voice.case, now=held(spot), outcome=Outcome.SOLVED)
    assert case.outcome == Outcome.SOLVED


def test_the_reporter_opens_it_again_and_its_history_stays(program, lurah):
    spot = make.spot(program, planned=FRIDAY)
    done = actions.finish_spot(spot=spot, by=lurah, now=held(spot))
    actions.say_not_yet(voice=done.voice, text="Masih penuh lumpur.", now=held(spot))
    spot.refresh_from_db()
    assert (spot.state, spot.session, spot.done_at) == ("open", None, None)
    assert [one.spot for one in spots_of(program, make.NOW).open] == [spot]
    steps = list(SpotStep.objects.filter(spot=spot).order_by("pk").values_list("deed", "session__on"))
    assert steps == [("planned", FRIDAY), ("done", FRIDAY), ("reopened", FRIDAY)]


def test_who_says_nothing_is_taken_at_that(program, lurah):
    spot = make.spot(program, planned=FRIDAY)
    done = actions.finish_spot(spot=spot, by=lurah, now=held(spot))
    later = held(spot) + timedelta(days=30)
    assert cases.lapse(case=done.voice.case, now=later).outcome == Outcome.LAPSED
    spot.refresh_from_db()
    assert spot.state == "done"


def test_a_spot_lies_in_one_session_at_a_time(program, lurah):
    spot = make.spot(program, planned=FRIDAY)
    with pytest.raises(RuleBroken, match="sudah dijadwalkan untuk Jumat, 29 Mei 2026"):
        actions.plan_spot(spot=spot, on=FRIDAY + timedelta(days=7), by=lurah, now=make.NOW)


def test_a_cancelled_session_gives_its_spots_back(program, lurah):
    spot = make.spot(program, planned=FRIDAY)
    cancel_session(program=program, on=FRIDAY, reason="Banjir.", by=Planter(), now=make.NOW)
    assert [one.spot for one in spots_of(program, make.NOW).open] == [spot]  # at once
    assert jobs.free_spots(make.NOW) == 1
    assert jobs.free_spots(make.NOW) == 0
    spot.refresh_from_db()
    assert (spot.state, SpotStep.objects.filter(spot=spot).last().deed) == ("open", "cancelled")
    assert actions.plan_spot(spot=spot, on=FRIDAY + timedelta(days=7), by=lurah, now=make.NOW).is_planned


def test_what_could_not_be_done_says_why_and_a_wrong_mark_is_mended(program, lurah):
    spot = make.spot(program, planned=FRIDAY)
    with pytest.raises(RuleBroken, match="alasannya"):
        actions.leave_spot(spot=spot, reason="", by=lurah, now=held(spot))
    left = actions.leave_spot(spot=spot, reason="Hujan deras.", by=lurah, now=held(spot))
    assert (left.state, left.session) == ("open", None)
    again = actions.plan_spot(spot=left, on=FRIDAY + timedelta(days=7), by=lurah, now=held(spot))
    done = actions.finish_spot(spot=again, by=lurah, now=held(again))
    undone = actions.undo_finish(spot=done, reason="Salah tempat.", by=lurah, now=held(again))
    undone.voice.case.refresh_from_db()
    assert (undone.state, undone.voice.case.state) == ("open", "followed_up")
    assert undone.voice.case.next_due_at


def test_many_are_planned_at_once_and_one_that_cannot_be_is_named(program, lurah):
    spots = [make.spot(program, seen=True) for _ in range(3)]
    actions.plan_spot(spot=spots[0], on=FRIDAY, by=lurah, now=make.NOW)
    found = actions.several(actions.plan_spot, spots, on=FRIDAY, by=lurah, now=make.NOW)
    assert (found.done, [street for street, _ in found.refused]) == (2, [STREET])


@pytest.mark.parametrize("street", ["", "Jl.", "Jalan Mawar No. 12", "Jalan Mawar 0812 3456 7890", "x" * 81])
def test_a_street_is_no_house_and_no_person(program, street):
    with pytest.raises(RuleBroken):
        make.spot(program, street=street)


def test_nobody_else_touches_a_spot(program):
    spot = make.spot(program)
    stranger = make.head(make.office())
    for deed, fields in (
        (actions.show_spot, {"street": STREET, "text": "Got."}), (actions.plan_spot, {"on": FRIDAY}),
    ):  # fmt: skip
        with pytest.raises(Exception, match=r"case\.work"):
            deed(spot=spot, by=stranger, now=make.NOW, **fields)


def test_words_that_name_somebody_are_refused_where_everybody_reads_them(program, lurah):
    spot = make.spot(program, text="Got penuh. Hubungi saya 0812 3456 7890.")
    assert "3456" not in spot.words
    with pytest.raises(RuleBroken, match="nomor"):
        actions.show_spot(spot=spot, street=STREET, text="Tanya 0812 3456 7890", by=lurah, now=make.NOW)
    actions.erase_own(voice=spot.voice, now=make.NOW)
    spot.refresh_from_db()
    assert (spot.words_sealed, spots_of(program, make.NOW).open) == ("", [])


def test_what_hands_cannot_fix_stays_on_its_street_with_the_agencys_day(at, program, lurah):
    """GR-6: 'tidak ada bak kontrol', to PUPR with photo and spot; next Friday's page says so."""
    pupr = make.office(name="Dinas PUPR Kota Rekaan")
    spot = make.spot(program, text="Tidak ada bak kontrol.", seen=True)
    photo = make.clean_file(of=spot.voice.case, office=program.office)
    part = actions.refer_spot(
        spot=spot, asked="Tidak ada bak kontrol, lumpur tidak bisa diangkat dengan tangan.",
        need="ekskavator", to_office=pupr, along=[photo], by=lurah, now=make.NOW,
    )  # fmt: skip
    assert part.asked.startswith(f"{STREET}: Tidak ada bak kontrol")
    assert list(part.open_files()) == [photo]
    place = "Sepanjang Jl. D.I. Panjaitan dan sekitarnya"
    (wait,) = spots_on(program, FRIDAY, place, make.NOW).waits
    assert wait.words.startswith("menunggu ekskavator, ditanggapi paling lambat")
    there = make.officer(Role.LIAISON, pupr)
    day = date(2026, 11, 6)
    actions.name_day(referral=part, on=day, what="ekskavator", by=there, now=make.NOW)
    for on in (FRIDAY, FRIDAY + timedelta(days=7)):
        (wait,) = spots_on(program, on, place, make.NOW).waits
        assert (wait.words, wait.agency) == ("menunggu ekskavator, janji 6 November 2026", str(pupr))
    assert not spots_on(program, FRIDAY, "Jalan Lain", make.NOW).waits
    late = make.NOW + timedelta(days=200)
    assert spots_of(program, late).waits[0].mark == ("late", "Terlambat")
    with pytest.raises(RuleBroken, match="terlambat"):
        actions.name_day(referral=part, on=late.date() + timedelta(9), what="ekskavator", by=there, now=late)
    owed = part.promises.get(kept_at=None)
    assert (owed.owner, owed.hop, owed.days > 100) == (pupr, Hop.ANSWER, True)
    cases.answer_referral(referral=part, text="Bak kontrol sudah dibuat.", by=there, now=make.NOW)
    assert spots_of(program, make.NOW).waits[0].mark == ("done", "Dijawab")
    actions.finish_spot(spot=spot, by=lurah, now=make.NOW)  # by the agency, in no session
    found = spots_of(program, make.NOW)
    assert (found.waits, len(found.done)) == ([], 1)


def test_what_was_handed_on_unread_shows_its_street_and_not_its_words(program, lurah):
    spot = make.spot(program, text="Got penuh.")
    asked = {"asked": "Dalam.", "need": "truk", "by": lurah, "now": make.NOW}
    actions.refer_spot(spot=spot, to_office=make.office(), **asked)
    found = spots_of(program, make.NOW)
    assert ([wait.spot for wait in found.waits], found.open, found.unread) == ([spot], [], 1)


def test_a_plan_is_not_lost_when_only_the_case_was_answered(program, lurah):
    """An officer wrote from the inbox meanwhile; the reporter is not content with that."""
    spot = make.spot(program, planned=FRIDAY)
    actions.answer_voice(voice=spot.voice, text="Jumat kami datang.", by=lurah, now=make.NOW)
    actions.say_not_yet(voice=spot.voice, text="Masih kotor.", now=make.NOW)
    spot.refresh_from_db()
    assert (spot.state, spot.session.on) == ("planned", FRIDAY)


def test_an_agency_puts_its_day_off_once(program, lurah):
    pupr = make.office()
    spot = make.spot(program, seen=True)
    part = actions.refer_spot(
        spot=spot, asked="Lumpur dalam.", need="ekskavator", to_office=pupr, by=lurah, now=make.NOW
    )
    by = make.officer(Role.LIAISON, pupr)
    late = make.NOW + timedelta(days=20)  # to begin was owed before; naming a day is still welcome
    assert spots_of(program, late).waits[0].is_late
    for weeks, what in ((4, "ekskavator"), (6, "ekskavator"), (5, "ekskavator kecil")):
        on = late.date() + timedelta(weeks=weeks)
        actions.name_day(referral=part, on=on, what=what, by=by, now=late)
    on = late.date() + timedelta(weeks=9)
    with pytest.raises(RuleBroken, match="satu kali"):
        actions.name_day(referral=part, on=on, what="ekskavator", by=by, now=late)
    with pytest.raises(RuleBroken, match="hari setelah hari ini"):
        actions.name_day(referral=part, on=late.date(), what="ekskavator", by=by, now=late)


def test_reading_a_hundred_spots_takes_no_more_queries_than_one(program, lurah, django_assert_num_queries):
    asked = {"asked": "Dalam.", "need": "truk", "by": lurah, "now": make.NOW}

    def refer() -> None:
        spot = make.spot(program, seen=True)
        actions.refer_spot(spot=spot, to_office=make.office(), **asked)

    refer()
    with django_assert_num_queries(5):
        spots_of(program, make.NOW)
    for _ in range(5):
        refer()
    with django_assert_num_queries(5):
        found = spots_of(program, make.NOW)
    assert (len(found.open), len(found.waits)) == (0, 6)
    assert Spot.objects.count() == 6
    assert not File.objects.exists()


def test_an_old_spot_stays_on_its_lists_however_many_came_after_it(program, lurah, monkeypatch):
    monkeypatch.setattr("balai.voices.spot_readings.MOST", 2)
    first = make.spot(program, seen=True)
    actions.plan_spot(spot=first, on=FRIDAY, by=lurah, now=make.NOW)
    for _ in range(3):
        make.spot(program, seen=True)
    assert first in [line.spot for line in spots_of(program, make.NOW).planned]
    assert first in [line.spot for line in desk_of(lurah, make.NOW).planned]
    assert [line.spot for line in spots_on(program, FRIDAY, "", make.NOW).planned] == [first]
