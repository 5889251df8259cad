"""One record sent by five hands at once is one row and five equal receipts; never are two versions in."""

import secrets
import time

import pytest

from balai.field import actions
from balai.field.models import Photo, Submission
from tests import make
from tests.crowd.together import threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def that_morning(at):
    at(make.NOW)


def hand_in(phone, id, raw=None):
    raw = raw or phone.made[id]
    return lambda: actions.receive(client_id=id, sender=phone.uid, raw=raw, now=make.NOW).submission


def test_five_parallel_sends_of_each_record_leave_one_row_and_equal_receipts():
    phones = [make.phone_of() for _ in range(4)]
    made = [(phone, phone.record(jumlah=n)) for phone in phones for n in range(3)]
    got = threads([hand_in(phone, id) for phone, id in made for _ in range(5)], at_once=20)
    assert Submission.objects.count() == len(made)
    by_id: dict[str, set[str]] = {}
    for row in got:
        by_id.setdefault(str(row.client_id), set()).add(row.receipt)
    assert {id: len(receipts) for id, receipts in by_id.items()} == {id: 1 for _, id in made}


def test_two_versions_at_once_are_both_kept_and_one_is_in():
    phone = make.phone_of()
    id = phone.record(jumlah=21)
    versions = [phone.made[id]]
    for number in (22, 23):
        phone.record(id=id, jumlah=number)
        versions.append(phone.made[id])
    threads([hand_in(phone, id, raw) for raw in versions for _ in range(5)], at_once=15)
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["conflict", "conflict", "received"]
    assert {bytes(raw) for raw in Submission.objects.values_list("raw", flat=True)} == set(versions)


def test_control_asking_first_and_storing_after_doubles_a_record():
    """The race that the unique index prevents: all find nothing, and rows that it cannot compare are many."""
    phone = make.phone_of()
    id = phone.record()

    def careless() -> None:
        is_there = Submission.objects.of(id).exists()
        time.sleep(0.05)
        if not is_there:
            hand_in(phone, id, phone.made[id] + secrets.token_bytes(4))()  # each its own bytes

    threads([careless] * 5)
    assert Submission.objects.of(id).count() > 1


def test_one_photo_by_three_hands_is_one_photo():
    phone, picture = make.phone_of(), make.picture()
    id = phone.record(photos=[picture])
    hand_in(phone, id)()

    def send():
        return actions.receive_photo(client_id=id, sender=phone.uid, raw=picture, now=make.NOW).receipt

    assert len(set(threads([send] * 3))) == 1
    assert Photo.objects.count() == 1


def test_a_record_is_applied_once_by_many_workers(monkeypatch):
    from balai.field.tests.takers import Counting

    taken: list[str] = []

    class Slow(Counting):
        def take(self, record, *, replaces, now) -> str:
            taken.append(record.envelope.id)
            time.sleep(0.01)
            return "uji"

    monkeypatch.setattr("balai.field.takers.modules", lambda: iter([Slow()]))
    phone = make.phone_of()
    rows = [make.phone_record(phone) for _ in range(4)]
    threads([(lambda r=r: actions.apply_one(submission=r, now=make.NOW)) for r in rows for _ in range(4)])
    assert sorted(taken) == sorted(str(row.client_id) for row in rows)
