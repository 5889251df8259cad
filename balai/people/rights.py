"""A role at an office, as plain values: what a request's officer brings along, read with the sign-in."""

from dataclasses import dataclass
from datetime import datetime

from balai.people.roles import GRANTS


@dataclass(frozen=True)
class Right:
    role: str
    office: int
    since: datetime
    until: datetime | None

    def gives(self, permission: str, moment: datetime) -> bool:
        is_now = self.since <= moment and (self.until is None or self.until > moment)
        return is_now and permission in GRANTS.get(self.role, ())
