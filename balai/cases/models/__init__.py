from balai.cases.models.case import Case, Move
from balai.cases.models.message import Message
from balai.cases.models.promise import Promise, Term
from balai.cases.models.referral import Referral

__all__ = ["Case", "Message", "Move", "Promise", "Referral", "Term"]
