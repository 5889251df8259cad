"""Tries are counted in the database, so that every process counts the same."""

from datetime import timedelta

import pytest

from balai.base.errors import RuleBroken
from balai.engine import jobs
from balai.engine.actions import count, forget_tries, hit
from balai.engine.models import Limit
from balai.engine.tests.crowd import together
from tests.make.audit import MOMENT

MINUTE = timedelta(minutes=1)


def tries(number: int, *, now=MOMENT, bucket: str = "code:7K4MQ2XP") -> None:
    for _ in range(number):
        hit(bucket=bucket, limit=5, per=MINUTE, now=now)


@pytest.mark.django_db
def test_the_sixth_try_of_five_is_refused():
    tries(5)
    with pytest.raises(RuleBroken, match="Terlalu sering") as refused:
        tries(1)
    assert refused.value.code == "limit.reached"


@pytest.mark.django_db
def test_the_next_window_and_another_bucket_begin_anew():
    tries(5)
    tries(5, bucket="code:AAAAAAAA")
    tries(5, now=MOMENT + MINUTE)


@pytest.mark.django_db
def test_what_went_well_no_longer_counts():
    tries(5)
    forget_tries(bucket="code:7K4MQ2XP")
    tries(5)


@pytest.mark.django_db
def test_a_try_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        count(bucket="x", per=MINUTE, now=MOMENT)


@pytest.mark.django_db
def test_the_bucket_is_not_readable():
    tries(1, bucket="phone:+6281234567890")
    assert b"628" not in bytes(Limit.objects.get().bucket)


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_no_try_of_a_crowd_is_lost():
    counts = together(12, lambda number: [count(bucket="x", per=MINUTE, now=MOMENT) for _ in range(10)])
    assert sorted(n for some in counts for n in some) == list(range(1, 121))


@pytest.mark.django_db
def test_old_windows_are_forgotten():
    tries(1)
    assert jobs.clean(MOMENT + timedelta(days=1)) == 0
    assert jobs.clean(MOMENT + timedelta(days=3)) == 1
