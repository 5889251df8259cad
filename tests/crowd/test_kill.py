"""kill -9 in the rush: no acknowledged booking is lost, no number is given twice, none is skipped."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from balai.queues import actions
from balai.queues.models import Slot, Ticket
from tests import make
from tests.crowd.together import url

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
BOOK_ON = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "balai.site.settings"
django.setup()
from tests.crowd.rush import keep_booking
keep_booking(int(sys.argv[1]))
"""


def start(number: int) -> "subprocess.Popen[str]":
    env = {**os.environ, "DATABASE_URL": url(), "BALAI_PROFILE": "test", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", BOOK_ON, str(number)], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT
    )


def round_of_three(first: int, dice: random.Random) -> list[int]:
    """Three processes book until they are killed; the numbers that they said were theirs."""
    here = [start(first + n) for n in range(3)]
    try:
        for process in here:
            assert process.stdout
            assert process.stdout.readline()  # it is booking
        time.sleep(dice.uniform(0.2, 0.6))
    finally:
        for process in here:
            os.kill(process.pid, signal.SIGKILL)
    said = [line for process in here for line in process.communicate()[0].split()]
    return [int(line) for line in said if line.isdigit()]


def test_what_was_acknowledged_is_still_there_after_kills():
    sitting = make.sitting(counters=60, walk_in_units=0, units={"ktp-el-rusak": 1})
    dice, acknowledged = random.Random(11), []
    for round_ in range(2):
        acknowledged += round_of_three(10 * round_, dice)
    kept = sorted(Ticket.objects.values_list("number", flat=True))
    assert kept == list(range(1, len(kept) + 1))
    assert acknowledged
    assert set(acknowledged) <= set(kept)
    assert len(acknowledged) == len(set(acknowledged))
    assert sum(Slot.objects.values_list("booked", flat=True)) == len(kept)
    assert make.booked(sitting, 9).number == len(kept) + 1
    assert actions.day_figures(sitting).taken == len(kept) + 1
