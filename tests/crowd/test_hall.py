"""A hall at once: everybody gets a code of their own, and two counts of one group never both count."""

from uuid import uuid4

import pytest

from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Attendance, HeadCount
from balai.programs.rules.attendance import Group
from balai.programs.rules.head_counts import CountState
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


def test_twenty_telephones_that_each_send_twice_are_twenty_people():
    session, sent = make.session(), [uuid4() for _ in range(20)]
    threads(
        [lambda one=one: actions.check_in(session=session, client_id=one, now=make.NOW) for one in sent * 2]
    )
    assert Attendance.objects.values("code_hash").distinct().count() == 20


def test_of_eight_counts_at_once_none_counts_when_they_differ():
    session = make.session()
    by = make.officer(Role.FRONT_DESK, office=session.program.office)

    def report(number):
        return lambda: actions.report_heads(
            session=session, group=Group.RT_RW, label="RT 05", number=number, client_id=uuid4(), by=by,
            now=make.NOW,
        )  # fmt: skip

    assert tally(threads([report(number) for number in (21, 23) * 4])) == {"ok": 8}
    assert not HeadCount.objects.filter(state=CountState.COUNTED).exists()
    assert set(HeadCount.objects.filter(state=CountState.CONFLICT).values_list("number", flat=True)) == {
        21,
        23,
    }
