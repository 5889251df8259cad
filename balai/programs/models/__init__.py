from balai.programs.models.attendance import Attendance
from balai.programs.models.hall import Hall, HeadCount
from balai.programs.models.pair import Copy, Pair, Shot
from balai.programs.models.plan import AgendaItem, Material, Plan, Speaker
from balai.programs.models.planted import Planted
from balai.programs.models.program import Program
from balai.programs.models.series import Change, Pause, RotaDay, RuleHours, RuleVersion, Series
from balai.programs.models.session import Desk, Roster, Session
from balai.programs.models.work import Result, Turn

__all__ = [
    "AgendaItem",
    "Attendance",
    "Change",
    "Copy",
    "Desk",
    "Hall",
    "HeadCount",
    "Material",
    "Pair",
    "Pause",
    "Plan",
    "Planted",
    "Program",
    "Result",
    "Roster",
    "RotaDay",
    "RuleHours",
    "RuleVersion",
    "Series",
    "Session",
    "Shot",
    "Speaker",
    "Turn",
]
