"""Work that nobody clicks for; harmless when run twice."""

from datetime import datetime, timedelta

from balai.base import zones
from balai.base.jobs import Job
from balai.programs.actions import (
    end_letters_of_cancelled,
    erase_old_originals,
    erase_old_sheets,
    flag_session,
    forget_names,
    materialise,
    take_photos,
)
from balai.programs.models import Program, Session, Shot
from balai.programs.models.session import HELD

NEAR_DAYS = 35
FLAG_DAYS, TELL_DAYS = 3, 2  # for a Sunday: Thursday and Friday (MSC-5)


def materialise_near(now: datetime) -> int:
    """Rows for the openings of the coming weeks; holidays that were fixed since are followed."""
    made = 0
    for program in Program.objects.published().with_series():
        until = zones.local_day(now, program.zone) + timedelta(days=NEAR_DAYS)
        made += materialise(program=program, until=until, now=now)
    return made


def flag_unstaffed(now: datetime) -> int:
    """Sessions for which nobody has confirmed: flagged three days before, announced two days before."""
    ahead = Session.objects.open_to_public().not_over(now).unstaffed().filter(state__in=HELD)
    flagged = 0
    for session in ahead.filter(starts_at__lt=now + timedelta(days=FLAG_DAYS + 1)).select_related(
        "program__office"
    ):
        days_left = (session.on - zones.local_day(now, session.zone)).days
        if days_left <= FLAG_DAYS:
            flagged += flag_session(session=session, is_told=days_left <= TELL_DAYS, now=now)
    return flagged


def end_letters(now: datetime) -> int:
    """Whoever checks a letter to a cancelled work day reads that it counts no longer."""
    return end_letters_of_cancelled(now=now)


def forget_presence(now: datetime) -> int:
    """What is left of names once the sealed ones were erased, photos of sheets, and uncovered photos."""
    return forget_names(now=now) + erase_old_sheets(now=now) + erase_old_originals(now=now)


def bring_photos(now: datetime) -> int:
    return take_photos(now=now)


def is_photo_there(now: datetime) -> bool:
    return Shot.objects.waiting_for_bytes().exists()


JOBS = [
    Job("programs.materialise_near", timedelta(hours=1), materialise_near),
    Job("programs.flag_unstaffed", timedelta(minutes=10), flag_unstaffed),
    Job("programs.end_letters", timedelta(minutes=10), end_letters),
    Job("programs.forget_presence", timedelta(hours=12), forget_presence),
    Job("programs.bring_photos", timedelta(seconds=5), bring_photos, waiting=is_photo_there),
]
