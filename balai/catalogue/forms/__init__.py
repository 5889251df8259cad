from balai.catalogue.forms.checklist import Having, Situation
from balai.catalogue.forms.editor import StandardEditor
from balai.catalogue.forms.publishing import DiscardForm, PublishForm
from balai.catalogue.forms.service import NewServiceForm, ServeAgainForm, ServiceForm, StopServingForm

__all__ = [
    "DiscardForm",
    "Having",
    "NewServiceForm",
    "PublishForm",
    "ServeAgainForm",
    "ServiceForm",
    "Situation",
    "StandardEditor",
    "StopServingForm",
]
