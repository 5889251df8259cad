"""GR-7 under a crowd: two officers plan one spot into two Fridays at once; a reporter taps twice."""

from datetime import timedelta

import pytest

from balai.programs.actions import cancel_session
from balai.programs.planting import Planter
from balai.voices import actions, jobs
from balai.voices.models import Spot, SpotStep
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]
FRIDAY = make.SUNDAY + timedelta(days=5)


def test_two_officers_at_once_plan_one_spot_into_one_session():
    spot = make.spot(seen=True)
    officers = [make.officer("koordinator", spot.office) for _ in range(8)]
    deeds = [
        lambda by=by, week=week: actions.plan_spot(
            spot=spot, on=FRIDAY + timedelta(weeks=week), by=by, now=make.NOW
        )
        for week, by in enumerate(officers)
    ]
    found = tally(threads(deeds))
    assert (found["ok"], found["spot.planned"]) == (1, len(officers) - 1)
    assert SpotStep.objects.filter(deed="planned").count() == 1


def test_a_reporter_who_confirms_and_opens_again_at_once_leaves_it_in_one_state():
    spot = make.spot(planned=FRIDAY)
    by = make.head(spot.office)
    now = spot.session.ends_at
    done = actions.finish_spot(spot=spot, by=by, now=now)
    deeds = [lambda: actions.say_not_yet(voice=done.voice, text="Masih kotor.", now=now)] * 6
    found = tally(threads(deeds))
    assert (found["ok"], found["case.move"]) == (1, 5)
    assert SpotStep.objects.filter(deed="reopened").count() == 1


def test_planning_and_cancelling_at_once_strand_no_spot():
    program = make.work_days()
    spots = [make.spot(program, seen=True) for _ in range(6)]
    by = make.head(program.office)
    deeds = [lambda s=s: actions.plan_spot(spot=s, on=FRIDAY, by=by, now=make.NOW) for s in spots]
    deeds.insert(
        3, lambda: cancel_session(program=program, on=FRIDAY, reason="Banjir.", by=Planter(), now=make.NOW)
    )
    threads(deeds)
    jobs.free_spots(make.NOW)
    assert not Spot.objects.exclude(state="open").exists()
