from balai.people.models.consent import Consent
from balai.people.models.person import (
    Assignment,
    AssignmentQuerySet,
    Identity,
    Opening,
    Person,
    new_pseudonym,
)

__all__ = ["Assignment", "AssignmentQuerySet", "Consent", "Identity", "Opening", "Person", "new_pseudonym"]
