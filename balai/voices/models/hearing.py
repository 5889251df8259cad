from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.permissions import Permission
from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.programs.models import Session
from balai.voices.models.voice import Voice
from balai.voices.rules.hearing import Agreement, HearingState


class HearingQuerySet(models.QuerySet["Hearing"]):
    def of(self, listener: object) -> Self:
        """A talk is seen by who leads it, and by nobody else; nor by somebody who listens there no more."""
        here = offices_where(listener, Permission.VOICE_HEAR)
        return self.filter(listener=listener, office__in=here)

    def going_on(self) -> Self:
        return self.filter(state=HearingState.TALKING)


class Hearing(models.Model):
    """One visit to the quiet room. It counts, whether or not a word of it is written down."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    listener = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = plain(models.CharField("nomor antrean", max_length=8, blank=True))
    state = models.CharField("keadaan", max_length=10, choices=HearingState, default=HearingState.TALKING)
    agreement = models.CharField("boleh dicatat?", max_length=10, choices=Agreement, default=Agreement.ASKED)
    draft_sealed = personal(models.TextField("catatan sementara", blank=True))
    draft_revision = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField("mulai")
    kept_at = models.DateTimeField("tersimpan", null=True, blank=True)
    ended_at = models.DateTimeField("selesai", null=True, blank=True)
    voice = models.OneToOneField(Voice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=HearingState.values), name="hearing_state_is_known"),
            CheckConstraint(condition=Q(agreement__in=Agreement.values), name="hearing_agreement_is_known"),
            CheckConstraint(
                condition=Q(agreement=Agreement.GIVEN) | Q(draft_sealed="", voice=None),
                name="hearing_nothing_written_without_agreement",
            ),
            filled_exactly_when(
                Q(state=HearingState.TOLD), "voice", name="hearing_told_exactly_with_a_voice"
            ),
            filled_exactly_when(~Q(state=HearingState.TALKING), "ended_at", name="hearing_ended_at_a_moment"),
            CheckConstraint(
                condition=Q(state=HearingState.TALKING) | Q(draft_sealed=""),
                name="hearing_draft_goes_when_it_ends",
            ),
            UniqueConstraint(
                fields=["listener"],
                condition=Q(state=HearingState.TALKING),
                name="hearing_one_at_a_time_per_listener",
            ),
        ]
        indexes = [models.Index(fields=["office", "began_at"], name="hearing_by_day")]

    @property
    def draft(self) -> str:
        """JSON of the form's fields, as the listener's page keeps them."""
        return unseal(self.draft_sealed)
