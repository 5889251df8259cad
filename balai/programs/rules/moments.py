"""Wall-clock hours of a day as moments, right also where a zone changes its clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from balai.programs.rules.series import Hours


def moment(on: date, at: time, zone: str) -> datetime:
    """An hour that a clock change skips becomes the hour that the clocks really show."""
    place = ZoneInfo(zone)
    return datetime.combine(on, at, place).astimezone(UTC).astimezone(place)


def moments(on: date, hours: Hours, zone: str) -> tuple[datetime, datetime]:
    starts, ends = moment(on, hours.opens, zone), moment(on, hours.closes, zone)
    if ends.astimezone(UTC) <= starts.astimezone(UTC):  # the start fell into a skipped hour, the end did not
        length = datetime.combine(on, hours.closes) - datetime.combine(on, hours.opens)
        ends = (starts.astimezone(UTC) + length).astimezone(ZoneInfo(zone))
    return starts, ends
