"""What a file may become, which kinds come in, how large and how many. Pure."""

from balai.documents.rules.kinds import Form, Kind, Size, sniff
from balai.documents.rules.refusals import refusal
from balai.documents.rules.sizes import (
    LARGEST,
    MOST_FILES,
    require_not_empty,
    require_not_too_large,
    require_room,
)
from balai.documents.rules.states import (
    LEASE,
    NEXT,
    Obstacle,
    Reason,
    State,
    Way,
    require_move,
    wait_before,
)

__all__ = [
    "LARGEST",
    "LEASE",
    "MOST_FILES",
    "NEXT",
    "Form",
    "Kind",
    "Obstacle",
    "Reason",
    "Size",
    "State",
    "Way",
    "refusal",
    "require_move",
    "require_not_empty",
    "require_not_too_large",
    "require_room",
    "sniff",
    "wait_before",
]
