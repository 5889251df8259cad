from django.db import models
from django.db.models import CheckConstraint, Q

from balai.base.privacy import personal
from balai.base.sealing import unseal
from balai.cases.models.case import Case
from balai.cases.models.referral import Referral
from balai.cases.rules.states import Side
from balai.people.models import Person


class Message(models.Model):
    """What the person and the office (or an agency) say to each other; a note is for the office alone."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    side = models.CharField(max_length=8, choices=Side)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_note = models.BooleanField("catatan dalam", default=False)
    text_sealed = personal(models.TextField())
    at = models.DateTimeField()
    seen_at = models.DateTimeField("dibaca", null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(side__in=Side.values), name="message_side_is_known"),
            CheckConstraint(
                condition=Q(is_note=False) | ~Q(side=Side.PERSON), name="message_of_the_person_is_no_note"
            ),
            CheckConstraint(condition=~Q(text_sealed=""), name="message_says_something"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="message_by_case")]

    @property
    def text(self) -> str:
        return unseal(self.text_sealed)
