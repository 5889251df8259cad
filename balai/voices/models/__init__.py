from balai.voices.models.hearing import Hearing
from balai.voices.models.help_number import HelpNumber
from balai.voices.models.intake import Intake
from balai.voices.models.question import Board, Question, Support
from balai.voices.models.saved_view import SavedView
from balai.voices.models.spot import Spot, SpotStep
from balai.voices.models.topic import Topic
from balai.voices.models.trend import Cell, Deed, Period, Proposal
from balai.voices.models.voice import Sharing, Voice

__all__ = [
    "Board",
    "Cell",
    "Deed",
    "Hearing",
    "HelpNumber",
    "Intake",
    "Period",
    "Proposal",
    "Question",
    "SavedView",
    "Sharing",
    "Spot",
    "SpotStep",
    "Support",
    "Topic",
    "Voice",
]
