"""Every write of a case: one verb, one transaction, one audit entry."""

from balai.cases.actions.answering import answer, ask, close, lapse, reply, start, take_on, verify
from balai.cases.actions.breaking import break_glass, read_glass
from balai.cases.actions.finding import find_case, pin_opens, renew_link
from balai.cases.actions.keeping import erase_case_words, keep_until, set_retention
from balai.cases.actions.noting import note, note_from_street
from balai.cases.actions.opening import new_case, open_case, owe_first
from balai.cases.actions.promising import climb, extend, promise
from balai.cases.actions.referring import (
    answer_referral,
    ask_deletion,
    name_day,
    receive,
    refer,
    refuse,
    take_back,
    take_back_for_person,
)
from balai.cases.actions.reopening import reopen, withdraw
from balai.cases.actions.setting import set_term

__all__ = [
    "answer",
    "answer_referral",
    "ask",
    "ask_deletion",
    "break_glass",
    "climb",
    "close",
    "erase_case_words",
    "extend",
    "find_case",
    "keep_until",
    "lapse",
    "name_day",
    "new_case",
    "note",
    "note_from_street",
    "open_case",
    "owe_first",
    "pin_opens",
    "promise",
    "read_glass",
    "receive",
    "refer",
    "refuse",
    "renew_link",
    "reopen",
    "reply",
    "set_retention",
    "set_term",
    "start",
    "take_back",
    "take_back_for_person",
    "take_on",
    "verify",
    "withdraw",
]
