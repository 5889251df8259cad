"""Every write of a case: one verb, one transaction, one audit entry."""

from balai.cases.actions.answering import answer, ask, close, lapse, reply, start, verify
from balai.cases.actions.finding import find_case, pin_opens, renew_link
from balai.cases.actions.noting import note
from balai.cases.actions.opening import open_case
from balai.cases.actions.promising import climb, extend, promise
from balai.cases.actions.referring import answer_referral, receive, refer, refuse, take_back
from balai.cases.actions.reopening import reopen, withdraw
from balai.cases.actions.setting import set_term

__all__ = [
    "answer",
    "answer_referral",
    "ask",
    "climb",
    "close",
    "extend",
    "find_case",
    "lapse",
    "note",
    "open_case",
    "pin_opens",
    "promise",
    "receive",
    "refer",
    "refuse",
    "renew_link",
    "reopen",
    "reply",
    "set_term",
    "start",
    "take_back",
    "verify",
    "withdraw",
]
