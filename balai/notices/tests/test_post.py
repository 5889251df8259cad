"""A message is a row written with the deed: once for a recipient and a thing, and sealed."""

from datetime import timedelta

import pytest

from balai.base.sealing import unseal
from balai.engine.models import Lease
from balai.notices.actions import withdraw
from balai.notices.models import Notice
from balai.notices.rules import State, split_text, template_of, wait_before
from tests.make.audit import MOMENT
from tests.make.notices import ADDRESS, notice

pytestmark = pytest.mark.django_db


def test_the_same_message_is_written_once():
    notice()
    notice()
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"kind": "queues.moved"}, {"about": 2}, {"to": "budi@example.id"}, {"key": "2026-05-31"}]
)
def test_another_kind_thing_recipient_or_key_is_another_message(other):
    notice()
    notice(**other)
    assert Notice.objects.count() == 2


def test_it_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:  # and the factory's own reading
        notice()
    assert asked[0]["sql"].startswith("INSERT")


def test_address_and_text_are_sealed():
    row = notice(context={"number": "A012", "name": "Bu Sari"})
    assert ADDRESS not in row.address_sealed
    assert "Sari" not in row.text_sealed
    assert "Bu Sari" in unseal(row.text_sealed)


def test_a_letter_is_plain_text():
    assert "Bu <Sari>" in unseal(notice().text_sealed)


def test_it_is_due_when_it_should_be():
    notice(due_at=MOMENT + timedelta(days=1))
    assert not Notice.objects.due(MOMENT).exists()
    assert Notice.objects.due(MOMENT + timedelta(days=1)).exists()


def test_what_was_withdrawn_is_not_due_and_its_text_is_gone():
    notice()
    assert withdraw("queues.moved", about=Lease(pk=1)) == 0
    assert withdraw("queues.reminder", about=Lease(pk=2)) == 0
    assert withdraw("queues.reminder", "queues.nearly", about=Lease(pk=1)) == 1
    row = Notice.objects.get()
    assert (row.state, row.text_sealed, row.address_sealed) == (State.WITHDRAWN, "", "")
    assert not Notice.objects.due(MOMENT).exists()


def test_everything_about_a_thing_can_be_withdrawn():
    notice()
    notice("queues.nearly")
    assert withdraw(about=Lease(pk=1)) == 2


def test_the_reference_is_the_same_at_every_try_and_tells_nothing():
    row = notice()
    assert row.reference == Notice.objects.get().reference
    assert len(row.reference) == 32
    assert row.reference != notice(about=2).reference


def test_the_kind_names_its_template():
    assert template_of("queues.booked") == "queues/notices/booked.txt"


def test_the_first_line_is_the_subject():
    assert split_text("\nNomor A012\n\nHalo,\nsampai nanti.\n\n") == ("Nomor A012", "Halo,\nsampai nanti.\n")
    assert split_text("Hanya judul") == ("Hanya judul", "\n")


def test_waiting_doubles_up_to_an_hour():
    assert [wait_before(n) for n in (0, 1, 2, 8, 9, 100)] == [10, 20, 40, 2560, 3600, 3600]
