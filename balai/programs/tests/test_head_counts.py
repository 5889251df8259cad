"""Sheets of heads: the sum with its parts (NGO-5), and two reports that contradict each other (GR-2)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.documents.models import File
from balai.people.rules import Role
from balai.programs import actions
from balai.programs.attended import attended
from balai.programs.models import HeadCount
from balai.programs.rules.attendance import KEEP, Group, key_of
from balai.programs.rules.head_counts import Attended, CountState, Part, Report, require_stated, settle
from tests import make

db = pytest.mark.django_db
COUNTED, CONFLICT, ASIDE = CountState.COUNTED, CountState.CONFLICT, CountState.ASIDE


@pytest.fixture
def session():
    return make.session()


def states():
    return list(HeadCount.objects.order_by("pk").values_list("number", "state"))


class TestRules:
    @pytest.mark.parametrize("typed", ["RT 05", "rt.5", " Rt  05 ", "RT-005"])
    def test_one_group_however_it_is_written(self, typed):
        assert key_of(typed) == key_of("RT 5")

    def test_other_groups_are_others(self):
        assert len({key_of(words) for words in ("RT 5", "RT 50", "RW 5", "RT 5 RW 1")}) == 4

    @given(numbers=st.lists(st.integers(1, 30), min_size=1, max_size=8))
    def test_at_most_one_report_of_a_group_ever_counts(self, numbers):
        reports: list[Report] = []
        for number in numbers:
            state, shakes = settle(number, reports)
            if shakes:
                reports = [r if r.state == ASIDE else Report(r.told, CONFLICT) for r in reports]
            reports.append(Report(number, state))
        counted = [r for r in reports if r.state == COUNTED]
        assert len(counted) == (len(set(numbers)) == 1)
        if not counted:
            assert {r.told for r in reports if r.state == CONFLICT} == set(numbers)

    def test_another_number_needs_a_reason(self):
        seen = Attended((Part("code", "kode", 38, ""), Part("sheet", "lembar", 14, "")), conflicts=0)
        assert seen.sum_words == "52 = 38 + 14"
        require_stated(seen, stated=52, reason="")
        require_stated(seen, stated=60, reason="Delapan tamu tidak tercatat.")
        with pytest.raises(RuleBroken, match=r"tercatat 52 = 38 \+ 14"):
            require_stated(seen, stated=60, reason=" ")

    def test_nothing_is_stated_while_counts_contradict_each_other(self):
        with pytest.raises(RuleBroken, match="bertentangan"):
            require_stated(Attended((), conflicts=1), stated=0, reason="Sudah sore.")


@db
class TestTheSum:
    def test_38_scanned_and_a_sheet_of_14_are_52(self, session, django_assert_num_queries):
        """NGO-5."""
        for _ in range(38):
            actions.check_in(session=session, now=make.NOW)
        sheet = make.head_count(session, 14, group=Group.RESIDENTS, label="lembar 1")
        with django_assert_num_queries(3):
            seen = attended(session)
        assert (seen.total, seen.sum_words) == (52, "52 = 38 + 14")
        assert [(part.source, part.number) for part in seen.parts] == [("code", 38), ("sheet", 14)]
        assert all(part.evidence for part in seen.parts)
        assert seen.parts[1].count == sheet.pk
        assert File.objects.about(sheet).count() == 1

    def test_names_and_codes_are_parts_of_their_own(self, session):
        make.attendance(session)
        make.attendance(session, name="Sari Contoh")
        assert [part.source for part in attended(session).parts] == ["code", "list"]

    def test_nobody_yet_is_nought(self, session):
        assert (attended(session).total, attended(session).sum_words) == (0, "0")


@db
class TestConflicts:
    def test_21_and_23_of_one_rt_are_kept_and_neither_counts(self, session):
        """GR-2: from two telephones."""
        by = make.officer(Role.FRONT_DESK, office=session.program.office)
        for number, label in ((21, "RT 05"), (23, "rt 5")):
            actions.report_heads(
                session=session, group=Group.RT_RW, label=label, number=number, client_id=uuid4(),
                reporter="Ketua RT 05", by=by, now=make.NOW,
            )  # fmt: skip
        assert states() == [(21, CONFLICT), (23, CONFLICT)]
        assert (attended(session).total, attended(session).conflicts) == (0, 1)

    def test_the_head_of_the_office_picks_and_the_reason_stays(self, session):
        make.head_count(session, 21)
        right = make.head_count(session, 23)
        head = make.head(session.program.office)
        with pytest.raises(RuleBroken, match="Tulis alasannya"):
            actions.pick_count(count=right, reason=" ", by=head, now=make.NOW)
        actions.pick_count(count=right, reason="Dihitung ulang di lokasi.", by=head, now=make.NOW)
        assert states() == [(21, ASIDE), (23, COUNTED)]
        assert set(HeadCount.objects.values_list("reason", flat=True)) == {"Dihitung ulang di lokasi."}
        assert attended(session).total == 23
        with pytest.raises(RuleBroken, match="tidak menunggu keputusan"):
            actions.pick_count(count=right, reason="Lagi.", by=head, now=make.NOW)

    def test_nobody_else_picks(self, session):
        make.head_count(session, 21)
        count = make.head_count(session, 23)
        for role in (Role.FRONT_DESK, Role.COORDINATOR, Role.PROGRAM_LEAD):
            by = make.officer(role, office=session.program.office)
            with pytest.raises(PermissionDenied):
                actions.pick_count(count=count, reason="Saya yakin.", by=by, now=make.NOW)
        with pytest.raises(PermissionDenied):
            actions.pick_count(count=count, reason="Saya yakin.", by=make.head(), now=make.NOW)

    def test_a_later_report_opens_it_again(self, session):
        make.head_count(session, 21)
        picked = make.head_count(session, 23)
        head = make.head(session.program.office)
        actions.pick_count(count=picked, reason="Dihitung ulang.", by=head, now=make.NOW)
        make.head_count(session, 22)
        assert states() == [(21, ASIDE), (23, CONFLICT), (22, CONFLICT)]

    def test_the_same_number_again_is_the_same_crowd(self, session):
        make.head_count(session, 21)
        make.head_count(session, 21)
        assert attended(session).total == 21

    def test_the_database_itself_counts_one_group_once(self, session):
        make.head_count(session, 21)
        second = make.head_count(session, 21)
        second.state = COUNTED
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_a_mistake_is_set_aside_with_a_reason(self, session):
        count = make.head_count(session, 210)
        by = make.officer(Role.FRONT_DESK, office=session.program.office)
        actions.set_count_aside(count=count, reason="Salah ketik.", by=by, now=make.NOW)
        make.head_count(session, 21)
        assert attended(session).total == 21


@db
class TestReports:
    def test_the_same_sending_of_a_telephone_is_one_report(self, session):
        by = make.officer(Role.FRONT_DESK, office=session.program.office)
        sent = {"session": session, "group": Group.RT_RW, "number": 9, "client_id": uuid4(), "by": by}
        assert actions.report_heads(**sent, now=make.NOW) == actions.report_heads(**sent, now=make.NOW)

    @pytest.mark.parametrize(
        ("number", "sheet", "said"), [(9, False, "foto lembarnya"), (0, True, "1 sampai")]
    )
    def test_paper_needs_its_photo_and_somebody_on_it(self, session, number, sheet, said):
        by = make.officer(Role.FRONT_DESK, office=session.program.office)
        with pytest.raises(RuleBroken, match=said):
            actions.report_heads(
                session=session, group=Group.RESIDENTS, number=number,
                sheet=make.harmless() if sheet else None, by=by, now=make.NOW,
            )  # fmt: skip

    def test_the_photo_goes_when_the_names_go(self, session):
        count = make.head_count(session, 14)
        assert actions.erase_old_sheets(now=make.NOW + KEEP - timedelta(days=1)) == 0
        assert actions.erase_old_sheets(now=make.NOW + KEEP + timedelta(days=2)) == 1
        assert not File.objects.about(count).held().exists()
        assert attended(session).total == 14
