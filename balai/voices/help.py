"""Which numbers are shown for which signs, at this office."""

from collections.abc import Collection

from balai.places.models import Office
from balai.voices.models import HelpNumber
from balai.voices.rules.risk import HELP, Help


def help_at(office: Office, signs: Collection[str]) -> list[str]:
    """The state's numbers for these signs that work here, then the office's own; none without a sign."""
    if not signs:
        return []
    rows = list(HelpNumber.objects.of(office))
    shut = {row.national for row in rows if row.national and not row.is_active_here}
    wanted = dict.fromkeys(number for sign in signs for number in HELP[sign])
    own = [str(row) for row in rows if not row.national and row.is_active_here]
    return [*own, *(str(Help(number).label) for number in wanted if number not in shut)]
