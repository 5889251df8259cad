"""A telephone that was checked in remembers it: one signed cookie per session, until the day is over.

It names nobody. What one code may do once (a vote), the database counts by `Attendance`, never by the cookie.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import HttpRequest, HttpResponse

from balai.base.cookies import keep_cookie, read_cookie
from balai.programs.models import Attendance, Session

SALT = "balai.programs.presence"
LONGEST = timedelta(days=1)


def code_of(request: HttpRequest, session: Session) -> str:
    """The code with which this telephone was checked in here, or ''."""
    try:
        code = signing.loads(read_cookie(request, _name(session)), salt=_salt(session), max_age=LONGEST)
    except signing.BadSignature:
        return ""
    return code if isinstance(code, str) else ""


def attendance_with(*, session: Session, code: str) -> Attendance | None:
    """Whose code this is, however it was typed; None when nobody's here."""
    return Attendance.objects.with_code(session, code).first() if code else None


def attendance_of(request: HttpRequest, session: Session) -> Attendance | None:
    """Who holds the telephone that asks, if it was checked in here."""
    return attendance_with(session=session, code=code_of(request, session))


def remember(response: HttpResponse, attendance: Attendance, *, now: datetime) -> None:
    """Until the session's day ends where it is held."""
    session = attendance.session
    over = datetime.combine(session.on + timedelta(days=1), time.min, tzinfo=ZoneInfo(session.zone))
    seconds = min(int((over - now).total_seconds()), int(LONGEST.total_seconds()))
    if seconds > 0:
        kept = signing.dumps(attendance.code, salt=_salt(session))
        keep_cookie(response, _name(session), kept, seconds=seconds)


def _name(session: Session) -> str:
    return f"balai_hadir_{session.pk}"


def _salt(session: Session) -> str:
    """A cookie of one session says nothing about another."""
    return f"{SALT}.{session.pk}"
