from balai.cases.models.case import Case, Move
from balai.cases.models.glass import Glass
from balai.cases.models.message import Message
from balai.cases.models.promise import Promise, Term
from balai.cases.models.referral import Referral
from balai.cases.models.retention import Retention

__all__ = ["Case", "Glass", "Message", "Move", "Promise", "Referral", "Retention", "Term"]
