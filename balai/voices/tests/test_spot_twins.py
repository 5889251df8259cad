"""Two residents report one dirty spot: one lives on, both hear what comes of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.cases import actions as cases
from balai.people.rules import Role
from balai.voices import actions, jobs
from balai.voices.models import Spot, SpotStep
from balai.voices.rules import spots as rules
from balai.voices.spot_readings import desk_of, neighbours_of, spots_of, spots_on
from tests import make

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 29)


@pytest.fixture(autouse=True)
def clock_stands(at):
    at(make.NOW)


@pytest.fixture
def program():
    return make.work_days()


@pytest.fixture
def lurah(program):
    return make.head(program.office)


def anew(spot):
    return Spot.objects.with_voice().get(pk=spot.pk)


def joined(program, lurah, **first):
    one = make.spot(program, **{"seen": True} | first)
    two = make.spot(program, text="Lumpur memenuhi got.")
    return actions.join_spots(spot=two, other=one, by=lurah, now=make.NOW), anew(two)


def own(spot) -> str:
    return Client().get(reverse("voices:own", args=[spot.voice.case.token])).content.decode()


def test_of_two_alike_one_lives_on_and_every_list_and_count_shows_one(program, lurah):
    one, two = joined(program, lurah, planned=FRIDAY)
    found = spots_of(program, make.NOW)
    assert ([line.spot for line in found.planned], found.open, found.unread) == ([one], [], 0)
    assert [line.spot for line in spots_on(program, FRIDAY, "", make.NOW).planned] == [one]
    desk = desk_of(lurah, make.NOW)
    assert ([line.spot for line in desk.planned], desk.new, desk.open) == ([one], [], [])
    assert two.voice.case.follows == one.voice.case
    assert Entry.objects.filter(verb="spot.joined").count() == 1
    assert "Keduanya dikerjakan bersama" in own(two)
    assert "Dijadwalkan Jumat, 29 Mei 2026" in own(two)


def test_both_reporters_hear_of_the_result_and_each_confirms_for_themselves(program, lurah):
    contacts = [make.contact(phone=f"08120000000{number}") for number in (1, 2)]
    one = make.spot(program, planned=FRIDAY, contact=contacts[0])
    two = make.spot(program, contact=contacts[1])
    actions.join_spots(spot=two, other=one, by=lurah, now=make.NOW)
    then = anew(one).session.ends_at
    actions.finish_spot(spot=anew(one), note="Dua gerobak.", by=lurah, now=then)
    assert {anew(spot).voice.case.state for spot in (one, two)} == {"answered"}
    assert "Dua gerobak." in own(two)
    assert jobs.tell_news(then) >= 2
    found = spots_of(program, then)
    assert [line.spot for line in found.done] == [one]  # one place got clean, not two
    actions.say_not_yet(voice=two.voice, text="Masih kotor.", now=then)
    found = spots_of(program, then)
    assert [line.spot for line in found.done] == [one]
    assert anew(two).voice.case.follows is None  # the other reporter may be content
    assert [line.spot for line in desk_of(lurah, then).new] == [two]


def test_a_wrong_mark_is_mended_for_both(program, lurah):
    one, two = joined(program, lurah, planned=FRIDAY)
    then = one.session.ends_at
    actions.finish_spot(spot=anew(one), by=lurah, now=then)
    with pytest.raises(RuleBroken, match="tempat yang tetap"):
        actions.undo_finish(spot=anew(two), reason="Salah tempat.", by=lurah, now=then)
    actions.undo_finish(spot=anew(one), reason="Salah tempat.", by=lurah, now=then)
    assert {(anew(spot).state, anew(spot).voice.case.state) for spot in (one, two)} == {
        ("open", "followed_up")
    }
    assert "Salah tempat." in own(two)


def test_joining_is_undone_and_what_was_joined_cannot_be_worked_on_apart(program, lurah):
    one, two = joined(program, lurah)
    act = {"spot": two, "by": lurah, "now": make.NOW}
    with pytest.raises(RuleBroken, match="tempat yang tetap"):
        actions.plan_spot(on=FRIDAY, **act)
    with pytest.raises(RuleBroken, match="tempat yang tetap"):
        actions.refer_spot(asked="Dalam.", need="truk", to_office=make.office(), **act)
    actions.part_spot(**act)
    assert [line.spot for line in desk_of(lurah, make.NOW).new] == [two]
    assert list(SpotStep.objects.filter(spot=two).values_list("deed", flat=True)) == ["joined", "parted"]
    actions.part_spot(**act | {"spot": anew(two)})  # said twice
    assert SpotStep.objects.filter(spot=two, deed="parted").count() == 1
    assert anew(one).voice.case.is_open


@pytest.mark.parametrize(("first", "second", "older"), [
    (False, False, True), (True, False, True), (False, True, False),
])  # fmt: skip
def test_what_has_a_day_lives_on_else_the_older(first, second, older):
    assert rules.leads(first_is_busy=first, second_is_busy=second) is older


def test_two_that_both_have_a_day_are_not_joined(program, lurah):
    one, two = (make.spot(program, planned=FRIDAY) for _ in range(2))
    with pytest.raises(RuleBroken, match="Lepas salah satu"):
        actions.join_spots(spot=two, other=one, by=lurah, now=make.NOW)


def test_a_third_joins_the_one_that_lives_on_and_joining_twice_changes_nothing(program, lurah):
    one, two = joined(program, lurah)
    three = make.spot(program, text="Got penuh lumpur dan sampah.")
    actions.join_spots(spot=three, other=two, by=lurah, now=make.NOW)  # an old page still offers the second
    assert anew(three).voice.case.follows == one.voice.case
    for spot, other in ((two, one), (one, two), (three, two), (three, one)):
        assert actions.join_spots(spot=anew(spot), other=anew(other), by=lurah, now=make.NOW) == one
    assert SpotStep.objects.filter(deed="joined").count() == 2
    with pytest.raises(RuleBroken, match="Pilih tempat yang lain"):
        actions.join_spots(spot=anew(one), other=anew(one), by=lurah, now=make.NOW)


def test_where_the_one_that_lives_on_is_taken_back_the_other_stands_again(program, lurah):
    one, two = joined(program, lurah)
    actions.show_spot(spot=two, street=two.street, text="Lumpur.", by=lurah, now=make.NOW)
    actions.erase_own(voice=one.voice, now=make.NOW)
    assert [line.spot for line in spots_of(program, make.NOW).open] == [two]
    assert "Keduanya" not in own(two)


def test_what_few_may_see_is_neither_offered_nor_joined(program, lurah):
    one, two = make.spot(program, seen=True), make.spot(program)
    actions.set_signs(voice=two.voice, signs=["menyakiti_diri"], by=lurah, now=make.NOW)
    two = anew(two)
    assert two.voice.case.is_narrow
    assert two not in neighbours_of(one, lurah).alike
    with pytest.raises(RuleBroken):
        actions.join_spots(spot=one, other=two, by=lurah, now=make.NOW)
    stranger = make.head(make.office())
    with pytest.raises(Exception, match=r"case\.work"):
        actions.join_spots(spot=one, other=make.spot(program), by=stranger, now=make.NOW)


def test_what_turns_out_to_be_of_risk_follows_nobody_and_holds_nobody_up(program, lurah):
    one, two = joined(program, lurah, planned=FRIDAY)
    actions.set_signs(voice=two.voice, signs=["menyakiti_diri"], by=lurah, now=make.NOW)
    assert [line.spot for line in desk_of(lurah, make.NOW).new] == [two]  # a head is one of the few
    worker = make.officer(Role.COORDINATOR, program.office)
    assert two not in [line.spot for line in desk_of(worker, make.NOW).new]
    assert neighbours_of(anew(one), worker).twins == []
    actions.finish_spot(spot=anew(one), by=worker, now=one.session.ends_at)
    assert (anew(one).state, anew(two).state) == ("done", "open")


def test_while_a_question_to_a_reporter_is_open_their_report_stands_alone_again(program, lurah):
    one, two = joined(program, lurah, planned=FRIDAY)
    asks = make.officer(Role.COORDINATOR, program.office)
    cases.ask(case=two.voice.case, text="Sebelah mana?", by=asks, now=make.NOW)
    actions.finish_spot(spot=anew(one), by=lurah, now=one.session.ends_at)
    assert (anew(two).voice.case.follows, anew(two).state) == (None, "open")


def test_the_officer_sees_likely_twins_joins_and_parts_them_on_the_page(program, lurah):
    desk = make.browser(lurah)
    one = make.spot(program, planned=FRIDAY)
    two = make.spot(program, text="Ada lumpur di got.", street="Jl. D.I. Panjaitan")
    far = make.spot(program, street="Jalan Mawar", text="Sampah plastik.")
    page = reverse("voices:spot", args=[two.pk])
    html = desk.get(page).content.decode()
    assert "Mungkin tempat yang sama" in html
    assert reverse("voices:spot", args=[far.pk]) not in html
    join = reverse("voices:spot_deed", args=[two.pk, "gabung"])
    assert "tidak ada di meja" in desk.post(join, {"other": 999999}).content.decode()
    assert desk.post(join, {"other": "x"}).status_code == 422
    html = desk.post(join, {"other": one.pk}, follow=True).content.decode()
    assert "Digabung dengan laporan lain" in html
    assert "Digabung ke sini (1)" in desk.get(reverse("voices:spot", args=[one.pk])).content.decode()
    part = reverse("voices:spot_deed", args=[two.pk, "pisah"])
    assert "Mungkin tempat yang sama" in desk.post(part, follow=True).content.decode()
    # The page of the case joins by the same rule, whatever was named there.
    case = reverse("voices:deed", args=[one.voice.case.code, "gabung"])
    desk.post(case, {"leading": two.voice.case.code})
    assert anew(two).voice.case.follows == one.voice.case
    desk.post(reverse("voices:deed", args=[two.voice.case.code, "pisah"]))
    assert anew(two).voice.case.follows is None
    assert SpotStep.objects.filter(spot=two, deed="parted").count() == 2
    stranger = make.browser(make.head(make.office()))
    assert stranger.post(join, {"other": one.pk}).status_code == 404


def test_a_page_with_twenty_neighbours_takes_no_more_queries(program, lurah, django_assert_max_num_queries):
    spot = make.spot(program)
    for _ in range(20):
        make.spot(program, now=make.NOW + timedelta(minutes=1))
    with django_assert_max_num_queries(4):
        found = neighbours_of(anew(spot), lurah)
    assert (len(found.alike), len(found.street)) == (5, 10)
