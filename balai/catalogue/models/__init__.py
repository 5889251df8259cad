from balai.catalogue.models.not_served import NotServed
from balai.catalogue.models.rows import Condition, Fee, Requirement, Step, TimeLimit
from balai.catalogue.models.service import SearchState, Service
from balai.catalogue.models.standard import Standard

__all__ = [
    "Condition",
    "Fee",
    "NotServed",
    "Requirement",
    "SearchState",
    "Service",
    "Standard",
    "Step",
    "TimeLimit",
]
