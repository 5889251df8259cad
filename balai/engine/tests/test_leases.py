"""One worker at a time runs a job, and a killed one does not hold it for ever."""

from datetime import timedelta

import pytest

from balai.engine.actions import give_back_lease, take_lease
from balai.engine.models import Lease
from balai.engine.tests.crowd import together
from tests.make.audit import MOMENT

SECOND = timedelta(seconds=1)


def take(holder: str, *, after: timedelta = 0 * SECOND, every: timedelta = 0 * SECOND) -> bool:
    return take_lease(name="audit.seal", holder=holder, now=MOMENT + after, lasts=20 * SECOND, every=every)


def give_back(holder: str, *, after: timedelta = 0 * SECOND, failed: bool = False) -> None:
    give_back_lease(name="audit.seal", holder=holder, now=MOMENT + after, failed=failed)


@pytest.mark.django_db
def test_the_second_worker_waits_until_it_is_given_back():
    assert take("one")
    assert not take("two", after=SECOND)
    give_back("one", after=SECOND)
    assert take("two", after=SECOND)


@pytest.mark.django_db
def test_the_lease_of_a_killed_worker_runs_out():
    assert take("killed")
    assert not take("next", after=19 * SECOND)
    assert take("next", after=20 * SECOND)


@pytest.mark.django_db
def test_a_worker_that_was_too_slow_does_not_give_back_the_next_ones():
    take("slow")
    take("next", after=20 * SECOND)
    give_back("slow", after=21 * SECOND)
    assert not take("third", after=22 * SECOND)


@pytest.mark.django_db
def test_it_is_not_taken_again_too_soon():
    take("one", every=60 * SECOND)
    give_back("one")
    assert not take("two", after=59 * SECOND, every=60 * SECOND)
    assert take("two", after=60 * SECOND, every=60 * SECOND)


@pytest.mark.django_db
def test_failures_in_a_row_are_counted_until_one_succeeds():
    for _ in range(3):
        take("one")
        give_back("one", failed=True)
    assert Lease.objects.get().failures == 3
    take("one")
    give_back("one")
    assert Lease.objects.get().failures == 0
    assert Lease.objects.get().failed_at == MOMENT


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_one_gets_it():
    assert together(10, lambda number: take(str(number))).count(True) == 1
