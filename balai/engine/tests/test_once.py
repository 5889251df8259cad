"""A form sent five times is one deed, and each sender gets the first answer."""

from datetime import timedelta

import pytest
from django.db import transaction

from balai.base.errors import RuleBroken
from balai.engine import jobs
from balai.engine.actions import once
from balai.engine.models import Lease, Once
from balai.engine.tests.crowd import together
from tests.make.audit import MOMENT


def send(key: str = "kunci", do=lambda: "A001", purpose: str = "test") -> str:
    return once(key=key, purpose=purpose, now=MOMENT, do=do)


def refuse() -> str:
    raise RuleBroken("queue.full", "Antrean sesi ini sudah penuh.")


@pytest.mark.django_db
def test_the_repeat_gets_the_first_answer_and_does_nothing():
    assert send() == "A001"
    assert send(do=refuse) == "A001"


@pytest.mark.django_db
def test_another_key_or_purpose_is_another_deed():
    assert send() == "A001"
    assert send(key="lain", do=lambda: "A002") == "A002"
    assert send(purpose="lain", do=lambda: "A003") == "A003"


@pytest.mark.django_db
def test_a_refusal_leaves_the_key_free():
    with pytest.raises(RuleBroken):
        send(do=refuse)
    assert send() == "A001"


@pytest.mark.django_db
def test_the_key_itself_is_not_kept():
    send(key="rahasia-sekali")
    assert b"rahasia" not in bytes(Once.objects.get().key_hash)


@pytest.mark.django_db
def test_it_works_inside_the_callers_transaction():
    with transaction.atomic():
        assert send() == "A001"
        assert send(do=refuse) == "A001"
        with pytest.raises(RuleBroken):
            send(key="lain", do=refuse)
        assert send(key="lain", do=lambda: "A002") == "A002"


@pytest.mark.django_db
def test_a_refused_caller_takes_the_key_back_too():
    @transaction.atomic
    def caller() -> None:
        send()
        refuse()

    with pytest.raises(RuleBroken):
        caller()
    assert not Once.objects.exists()


@pytest.mark.django_db
def test_the_first_form_costs_two_statements_more(django_assert_num_queries):
    with django_assert_num_queries(4):  # savepoint, key, answer, release
        send()


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_eight_parallel_sendings_are_one_deed():
    def do() -> str:
        row = Lease.objects.create(name=f"deed {Lease.objects.count()}", holder="", until=MOMENT)
        return f"deed {row.pk}"

    answers = together(8, lambda number: send(do=do))
    assert Lease.objects.count() == 1
    assert set(answers) == {f"deed {Lease.objects.get().pk}"}


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_without_the_key_the_same_crowd_does_it_eight_times():
    """The control: the race is real."""
    together(8, lambda number: Lease.objects.create(name=f"deed {number}", holder="", until=MOMENT))
    assert Lease.objects.count() == 8


@pytest.mark.crowd
@pytest.mark.django_db(transaction=True)
def test_when_the_first_is_refused_one_of_the_waiting_does_it():
    def do(number: int) -> str:
        if not Lease.objects.filter(name="tried").exists() and number == 0:
            refuse()
        return "A001"

    answers = together(6, lambda number: send(do=lambda: do(number)))
    assert {a for a in answers if isinstance(a, str)} == {"A001"}
    assert Once.objects.count() == 1


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_week():
    send()
    assert jobs.clean(MOMENT + timedelta(days=6)) == 0
    assert jobs.clean(MOMENT + timedelta(days=8)) == 1
