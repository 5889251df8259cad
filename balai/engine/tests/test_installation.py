"""What this database is, and which keys fit it."""

import json

import pytest
from django.db import IntegrityError

from balai.base import sealing
from balai.base.errors import RuleBroken
from balai.engine.actions import begin_installation, is_demo, mark_demo, remember_keys
from balai.engine.keys import key_problems
from balai.engine.models import Installation
from tests.make.audit import MOMENT

pytestmark = pytest.mark.django_db


def test_an_ordinary_installation_is_no_demo_and_never_becomes_one():
    begin_installation(now=MOMENT)
    with pytest.raises(RuleBroken, match="bukan basis data demo"):
        mark_demo(now=MOMENT)
    assert not is_demo()


def test_a_demo_is_marked_once():
    mark_demo(now=MOMENT)
    mark_demo(now=MOMENT)
    assert is_demo()


def test_there_is_one_installation():
    begin_installation(now=MOMENT)
    with pytest.raises(IntegrityError):
        Installation.objects.create(pk=2, made_at=MOMENT)


def test_only_a_demos_clock_moves():
    with pytest.raises(IntegrityError):
        Installation.objects.create(pk=1, made_at=MOMENT, clock_offset_seconds=60)


@pytest.fixture
def key_file(settings, tmp_path):
    path = tmp_path / "keys.json"
    settings.BALAI_KEYS = str(path)
    sealing.write_ring(path, sealing.new_ring())
    sealing.forget_keys()
    yield path
    sealing.forget_keys()


def change(path, change) -> None:
    ring = json.loads(path.read_text())
    change(ring)
    sealing.write_ring(path, ring)
    sealing.forget_keys()


def test_the_keys_that_were_used_fit(key_file):
    remember_keys(now=MOMENT)
    remember_keys(now=MOMENT)
    assert key_problems() == []


def test_a_database_that_never_noted_its_keys_says_so(key_file):
    assert "belum mencatat" in key_problems()[0]


def test_a_further_version_does_no_harm(key_file):
    remember_keys(now=MOMENT)
    change(key_file, lambda ring: ring["hash"].update({"2": sealing.new_key()}))
    assert key_problems() == []


def test_another_key_file_is_noticed(key_file):
    remember_keys(now=MOMENT)
    change(key_file, lambda ring: ring["seal"].update({"1": sealing.new_key()}))
    [problem] = key_problems()
    assert problem.startswith("Kunci seal versi 1 berbeda")


def test_a_lost_version_is_noticed(key_file):
    change(key_file, lambda ring: ring["seal"].update({"2": sealing.new_key()}))
    remember_keys(now=MOMENT)
    change(key_file, lambda ring: ring["seal"].pop("1"))
    [problem] = key_problems()
    assert "tidak ada di berkas kunci" in problem
