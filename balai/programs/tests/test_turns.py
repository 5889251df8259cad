"""Whose turn it is: a fair round by RT and RW (GR-1)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Session, Turn
from balai.programs.rules.turns import Unit, Waiting, by_rw, round_of, rw_of, suggest
from balai.programs.turns import turns_on, waiting_at, words_of
from tests import make

FRIDAYS = [date(2026, 5, 29) + timedelta(weeks=n) for n in range(12)]


class TestTheRound:
    @given(count=st.integers(1, 15), many=st.integers(1, 6), days=st.integers(1, 12))
    def test_nobody_works_twice_before_everybody_worked_once(self, count, many, days):
        rts = [Waiting(n, 1 + n % 3, n) for n in range(1, count + 1)]
        found = round_of(rts, FRIDAYS[:days], many=many)
        turns = Counter({rt.pk: 0 for rt in rts}) + Counter()
        turns.update(row.pk for rows in found.values() for row in rows)
        often = [turns[rt.pk] for rt in rts]
        assert max(often) - min(often) <= 1
        assert all(len({row.pk for row in rows}) == min(many, count) for rows in found.values())

    def test_who_never_worked_comes_first_then_who_worked_longest_ago(self):
        rts = [
            Waiting(1, 1, 1, date(2026, 5, 22)),
            Waiting(2, 1, 2, date(2026, 5, 8)),
            Waiting(3, 2, 1),
            Waiting(4, 2, 2),
        ]
        assert [row.pk for row in suggest(rts, many=3)] == [3, 4, 2]

    def test_an_rw_works_as_a_whole(self):
        rts = [Waiting(1, 1, 1, date(2026, 5, 8)), Waiting(2, 1, 2), Waiting(3, 2, 1), Waiting(4, 2, 2)]
        assert [row.pk for row in suggest(rts, many=1, unit=Unit.RW)] == [3, 4]

    def test_turns_are_said_by_rw(self):
        assert by_rw([(3, 1), (2, 6), (2, 5)]) == "RT 05 dan RT 06 RW 02; RT 01 RW 03"

    def test_the_rw_of_a_count_is_named_or_plain_from_the_turns(self):
        turns = [(2, 5), (1, 5), (2, 6)]
        assert (rw_of("RT 05 RW 02", []), rw_of("rt.6", turns), rw_of("RW2", [])) == (2, 2, 2)
        assert (rw_of("RT 05", turns), rw_of("RT 09", turns), rw_of("lembar 1", turns)) == (None, None, None)


@pytest.mark.django_db
class TestTheRota:
    @pytest.fixture
    def program(self):
        return make.work_program(rts="01: 1-2\n02: 1-2")

    @pytest.fixture
    def lead(self, program):
        return make.officer(Role.PROGRAM_LEAD, office=program.office)

    def set_turns(self, program, by, on, *rts):
        chosen = [make.rt(program.office, *pair) for pair in rts]
        return actions.set_turns(program=program, on=on, chosen=chosen, by=by, now=make.NOW)

    def test_the_last_day_of_each_rt_is_known_and_a_cancelled_one_does_not_count(self, program, lead):
        self.set_turns(program, lead, FRIDAYS[0], (1, 1))
        self.set_turns(program, lead, FRIDAYS[1], (1, 1), (2, 2))
        actions.cancel_session(
            program=program, on=FRIDAYS[1], reason="Hujan lebat.", by=make.head(program.office), now=make.NOW
        )
        last = {(row.rw, row.rt): row.last for row in waiting_at(program)}
        assert last == {(1, 1): FRIDAYS[0], (1, 2): None, (2, 1): None, (2, 2): None}

    def test_a_turn_is_put_right_by_choosing_anew(self, program, lead):
        self.set_turns(program, lead, FRIDAYS[0], (1, 1), (1, 2))
        session = self.set_turns(program, lead, FRIDAYS[0], (2, 1), (1, 2))
        assert words_of(turns_on(program.pk, FRIDAYS[0])) == "RT 02 RW 01; RT 01 RW 02"
        assert Session.objects.get() == session
        self.set_turns(program, lead, FRIDAYS[0])
        assert not Turn.objects.exists()

    def test_filling_leaves_alone_what_was_chosen_by_hand(self, program, lead):
        self.set_turns(program, lead, FRIDAYS[1], (1, 1))
        fill = {"program": program, "many": 2, "unit": Unit.RT, "by": lead, "now": make.NOW}
        assert actions.fill_turns(**fill) == 7
        assert words_of(turns_on(program.pk, FRIDAYS[1])) == "RT 01 RW 01"
        assert words_of(turns_on(program.pk, FRIDAYS[0])) == "RT 02 RW 01; RT 01 RW 02"
        assert actions.fill_turns(**fill) == 0

    def test_what_is_over_keeps_its_turns_and_others_have_no_say(self, program, lead):
        with pytest.raises(RuleBroken, match="sudah selesai"):
            self.set_turns(program, lead, date(2026, 5, 22), (1, 1))
        with pytest.raises(PermissionDenied):
            self.set_turns(program, make.officer(Role.PROGRAM_LEAD), FRIDAYS[0], (1, 1))
        other = make.rt(make.office(), 1, 1)
        actions.set_turns(program=program, on=FRIDAYS[0], chosen=[other], by=lead, now=make.NOW)
        assert not Turn.objects.exists()


@pytest.mark.django_db
class TestThePages:
    def test_the_lurah_fills_the_coming_fridays_and_changes_one(self, at, django_assert_num_queries):
        at(make.NOW)
        program = make.work_program(rts="01: 1-6\n02: 1-4")
        browser = make.browser(make.head(program.office))
        address = f"/kelola/program/{program.slug}/giliran/"
        assert "Belum ada" in browser.get(address).content.decode()
        answer = browser.post(address, {"many": 2, "unit": "rt", "form_key": "satu"}, follow=True)
        page = answer.content.decode()
        assert "8 hari terisi." in page
        assert "RT 01 dan RT 02 RW 01" in page
        browser.post(address, {"many": 2, "unit": "rt", "form_key": "satu"})
        assert Turn.objects.count() == 16
        day = f"/kelola/program/{program.slug}/2026-05-29/giliran/"
        assert browser.get(day).content.decode().count("checked") == 2
        rt = make.rt(program.office, 2, 4)
        assert browser.post(day, {"chosen": [rt.pk]}).status_code == 302
        assert "RT 04 RW 02" in browser.get(address).content.decode()
        assert browser.post(day, {"chosen": ["x", rt.pk]}).status_code == 422

    def test_without_rts_the_page_leads_to_their_list(self, at):
        at(make.NOW)
        program = make.work_program(rts="")
        page = make.browser(make.head(program.office)).get(f"/kelola/program/{program.slug}/giliran/")
        assert f"/kelola/kantor/{program.office.slug}/rt-rw/" in page.content.decode()
