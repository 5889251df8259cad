"""The service standard's words, its content as plain values, and what may be published when. Pure."""

from balai.catalogue.rules import glance
from balai.catalogue.rules.checklist import Need, Readiness, readiness
from balai.catalogue.rules.words import (
    COMPONENTS,
    DELIVERY,
    INTERNAL,
    Event,
    Form,
    Part,
    State,
    Unit,
    lines,
)

__all__ = [
    "COMPONENTS",
    "DELIVERY",
    "INTERNAL",
    "Event",
    "Form",
    "Need",
    "Part",
    "Readiness",
    "State",
    "Unit",
    "glance",
    "lines",
    "readiness",
]
