"""Every write of this app."""

from balai.documents.actions.covering import covered, keep_covered
from balai.documents.actions.keeping import discard, erase
from balai.documents.actions.lettering import (
    find_by_token,
    find_letter,
    issue_letter,
    last_classification,
    revoke_letter,
)
from balai.documents.actions.picturing import add_photo, drop_photo, set_consent
from balai.documents.actions.pressing import draw_letters
from balai.documents.actions.receiving import count_try, hand_over, receive
from balai.documents.actions.reporting import (
    begin_report,
    correct_report,
    publish_report,
    return_report,
    set_duty,
    submit_report,
    write_report,
)
from balai.documents.actions.scanning import refuse, scan_again, scan_waiting
from balai.documents.actions.sweeping import sweep

__all__ = [
    "add_photo",
    "begin_report",
    "correct_report",
    "count_try",
    "covered",
    "discard",
    "draw_letters",
    "drop_photo",
    "erase",
    "find_by_token",
    "find_letter",
    "hand_over",
    "issue_letter",
    "keep_covered",
    "last_classification",
    "publish_report",
    "receive",
    "refuse",
    "return_report",
    "revoke_letter",
    "scan_again",
    "scan_waiting",
    "set_consent",
    "set_duty",
    "submit_report",
    "sweep",
    "write_report",
]
