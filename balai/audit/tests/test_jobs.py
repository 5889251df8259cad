"""Seals follow within a second, whatever order deeds are committed in; the head goes outside."""

import json
from datetime import timedelta

import pytest

from balai.audit import anchors, jobs
from balai.audit.chain import head
from balai.audit.models import Anchor, Entry, Seal
from balai.base import clock
from tests.make.audit import MOMENT, deed, deeds


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.BALAI_ANCHORS = str(tmp_path / "anchors.log")
    return tmp_path / "anchors.log"


@pytest.fixture
def long_ago(monkeypatch):
    """Seals made from here on are old: the floor rises to them at once."""
    monkeypatch.setattr(jobs, "LONGEST_TRANSACTION", timedelta(seconds=-1))


pytestmark = pytest.mark.django_db


def test_every_deed_gets_one_seal():
    deeds(3)
    assert jobs.seal(MOMENT) == 0
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_sealing_goes_on_in_batches(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 4)
    deeds(10)
    assert Seal.objects.count() == 10


def test_an_idle_second_is_seen_by_reading_alone(django_assert_num_queries):
    deeds(3)
    with django_assert_num_queries(2):
        assert not jobs.is_unsealed(MOMENT)


def test_a_deed_that_was_committed_late_is_sealed_though_its_number_is_lower():
    first, slow, last = deeds(3, sealed=False)
    Seal.objects.create(number=1, entry=first, digest=b"1" * 32, sealed_at=clock.real_now())
    Seal.objects.create(number=2, entry=last, digest=b"2" * 32, sealed_at=clock.real_now())
    assert jobs.seal(MOMENT) == 1
    assert slow.seal.number == 3


def test_only_what_a_slow_transaction_could_still_bring_is_looked_at(long_ago):
    made = deeds(5)
    assert jobs.floor() == made[-1].pk


def test_the_hourly_anchor_finds_what_lies_under_the_floor(long_ago):
    _, slow, last = deeds(3, sealed=False)
    Seal.objects.create(number=1, entry=last, digest=b"2" * 32, sealed_at=clock.real_now())
    assert jobs.seal(MOMENT) == 0
    jobs.anchor(MOMENT)
    assert slow.seal.number == 3


def test_a_second_sealer_gives_way(monkeypatch):
    deeds(2)
    deed()
    monkeypatch.setattr(jobs, "head", lambda: head()._replace(number=0))  # it read before the first wrote
    assert jobs.seal(MOMENT) == 0


def test_what_waits_over_a_minute_is_an_alarm():
    deed(now=MOMENT)
    assert jobs.late_entries(MOMENT + timedelta(seconds=59)) == 0
    assert jobs.late_entries(MOMENT + timedelta(seconds=61)) == 1


def test_the_head_stands_outside_the_database_too(anchor_file):
    deeds(3)
    assert jobs.anchor(MOMENT) == 1
    line = json.loads(anchor_file.read_text())
    assert (line["seal"], bytes.fromhex(line["digest"])) == head()
    assert Anchor.objects.get().seal_number == 3


def test_an_hour_without_deeds_needs_no_anchor(anchor_file):
    assert jobs.anchor(MOMENT) == 0
    deeds(1)
    assert [jobs.anchor(MOMENT), jobs.anchor(MOMENT)] == [1, 0]
    assert len(anchors.read()) == 1


def test_an_anchor_that_cannot_be_written_is_not_claimed(settings):
    settings.BALAI_ANCHORS = "/dev/null/anchors.log"
    deeds(1)
    with pytest.raises(FileExistsError):
        jobs.anchor(MOMENT)
    assert not Anchor.objects.exists()


def test_a_database_made_anew_puts_the_old_anchors_aside(anchor_file):
    deeds(1)
    jobs.anchor(MOMENT)
    aside = anchors.start_anew(now=MOMENT)
    assert aside is not None
    assert aside.exists()
    assert not anchor_file.exists()
    assert anchors.start_anew(now=MOMENT) is None


def test_entries_are_never_counted_twice():
    deeds(4)
    assert Entry.objects.unsealed().count() == 0
