from balai.voices.models.hearing import Hearing
from balai.voices.models.help_number import HelpNumber
from balai.voices.models.intake import Intake
from balai.voices.models.saved_view import SavedView
from balai.voices.models.topic import Topic
from balai.voices.models.voice import Sharing, Voice

__all__ = ["Hearing", "HelpNumber", "Intake", "SavedView", "Sharing", "Topic", "Voice"]
