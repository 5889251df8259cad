"""Does the rule name this day, holidays aside?"""

from calendar import monthrange
from datetime import date, timedelta

from balai.programs.rules.series import Rule
from balai.programs.rules.words import Pattern


def names(rule: Rule, on: date) -> bool:
    if rule.pattern == Pattern.DATES:
        return on in rule.listed_on
    if on.weekday() not in rule.weekdays:
        return False
    return _in_month(rule, on) if rule.pattern == Pattern.MONTHLY else _in_week(rule, on)


def _in_week(rule: Rule, on: date) -> bool:
    weeks = (_monday(on) - _monday(rule.anchor or rule.starts_on)).days // 7
    return weeks % rule.every == 0


def _in_month(rule: Rule, on: date) -> bool:
    is_last = on.day + 7 > monthrange(on.year, on.month)[1]
    return (on.day - 1) // 7 + 1 in rule.nths or (is_last and -1 in rule.nths)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
