"""Django's sessions in the database: read by a statement compiled once, timed by our one clock."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from balai.base import clock


class SessionStore(db.SessionStore):
    def get_expiry_date(self, **known: Any) -> datetime:
        return super().get_expiry_date(**{"modification": clock.real_now(), **known})

    def _get_session_from_db(self) -> Session | None:
        from balai.people.readings import session_kept  # models are not there yet when this one is

        found = session_kept(self.session_key, clock.real_now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found
