from balai.catalogue.forms.checklist import Having, Situation
from balai.catalogue.forms.editor import StandardEditor
from balai.catalogue.forms.publishing import DiscardForm, PublishForm

__all__ = ["DiscardForm", "Having", "PublishForm", "Situation", "StandardEditor"]
