"""The series engine: pure, from rules that a civil servant can state to openings with their reasons."""

from balai.programs.rules.engine import (
    day_of,
    days_between,
    next_opening,
    occurrence_of,
    openings_between,
    usual_but_closed,
)
from balai.programs.rules.rota import RotaEntry, require_crews_apart
from balai.programs.rules.sentences import because, describe, next_sentence, why
from balai.programs.rules.series import Almanac, Change, Day, Hours, Listed, Pause, Rule, Series, Timetable
from balai.programs.rules.terms import HoursTerms, RotaTerms, RuleTerms
from balai.programs.rules.words import Cause, ChangeKind, DayState, OnHolidays, Pattern, SessionState

__all__ = [
    "Almanac",
    "Cause",
    "Change",
    "ChangeKind",
    "Day",
    "DayState",
    "Hours",
    "HoursTerms",
    "Listed",
    "OnHolidays",
    "Pattern",
    "Pause",
    "RotaEntry",
    "RotaTerms",
    "Rule",
    "RuleTerms",
    "Series",
    "SessionState",
    "Timetable",
    "because",
    "day_of",
    "days_between",
    "describe",
    "next_opening",
    "next_sentence",
    "occurrence_of",
    "openings_between",
    "require_crews_apart",
    "usual_but_closed",
    "why",
]
