"""Answers are counters, never rows of persons: what somebody said stands nowhere, so nobody can look it up.

`Participation` says that an attendance has taken part; the counters are raised in the same transaction and
know neither who nor when. No order of rows joins the two.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.privacy import plain
from balai.base.sealing import new_nonce, token_for, token_hash
from balai.people.models import Identity
from balai.performance.rules import LONGEST_LESSON, FollowState, Obstacle, Opinion, Source, Use
from balai.programs.models import Attendance, Program, Session


class Pulse(models.Model):
    """What this programme asks after each of its sessions."""

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+")
    asks_use = models.BooleanField("tanya 30 hari kemudian", default=False)


class StatementQuerySet(models.QuerySet["Statement"]):
    def asked(self) -> Self:
        return self.filter(place__isnull=False).order_by("place")


class Statement(models.Model):
    """One sentence that people agree with or not. Never reworded: its figures are about these very words."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="statements")
    text = plain(models.CharField("pernyataan", max_length=120))
    place = models.PositiveSmallIntegerField("urutan", null=True, help_text="empty: not asked any more")

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["pulse", "text"], name="statement_once_per_pulse"),
            UniqueConstraint(fields=["pulse", "place"], name="statement_alone_in_its_place"),
            CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class Participation(models.Model):
    """This attendance has answered, by telephone or on paper. Not what, and not when."""

    attendance = models.OneToOneField(Attendance, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    source = models.CharField("cara", max_length=5, choices=Source)
    may_be_asked = models.BooleanField("meninggalkan kontak", default=False)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(source__in=["web", "paper"]), name="participation_source_is_known")
        ]


class Tally(models.Model):
    """How many said this of a statement at one session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField("jawaban", max_length=10, choices=Opinion)
    source = models.CharField("cara", max_length=5, choices=Source)
    number = models.PositiveIntegerField("jumlah")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["session", "statement", "opinion", "source"], name="tally_once_per_answer_and_source"
            ),
            CheckConstraint(condition=Q(opinion__in=Opinion.values), name="tally_opinion_is_known"),
            CheckConstraint(condition=Q(source__in=["web", "paper"]), name="tally_source_is_known"),
        ]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def by_token(self, token: str) -> Self:
        return self.filter(token_hash=token_hash(token))

    def due(self, day: date) -> Self:
        """By this day somewhere; each office's own day decides."""
        return self.filter(state=FollowState.WAITING, due_on__lte=day).order_by("due_on", "pk")

    def over(self, day: date) -> Self:
        return self.filter(state__in=OPEN, last_on__lt=day).order_by("last_on", "pk")


OPEN = [FollowState.WAITING, FollowState.ASKED]


class FollowUp(models.Model):
    """Somebody agreed to be asked once more, and left a contact. It goes with the answer, or in time."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="identitas"
    )
    nonce = models.BinaryField(max_length=17, default=new_nonce)
    token_hash = models.BinaryField(max_length=32, unique=True)
    state = models.CharField("keadaan", max_length=10, choices=FollowState, default=FollowState.WAITING)
    due_on = models.DateField("ditanya mulai")
    last_on = models.DateField("dapat dijawab sampai")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["identity"], name="follow_up_has_its_own_identity"),
            CheckConstraint(condition=Q(state__in=FollowState.values), name="follow_up_state_is_known"),
            CheckConstraint(
                condition=Q(state__in=["waiting", "asked"]) | Q(identity=None),
                name="follow_up_forgets_the_contact_at_its_end",
            ),
            CheckConstraint(
                condition=Q(last_on__gt=models.F("due_on")), name="follow_up_lasts_beyond_its_day"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="waiting"), name="follow_up_waiting_by_day"),
            models.Index(
                fields=["last_on"], condition=Q(state__in=["waiting", "asked"]), name="follow_up_open_by_end"
            ),
        ]

    @property
    def token(self) -> str:
        return token_for(bytes(self.nonce), "follow_up")


class UseTally(models.Model):
    """How many used it, a month after one session; and of those who failed, what stood in the way."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    use = models.CharField("pemakaian", max_length=10, choices=Use)
    obstacle = models.CharField("hambatan", max_length=12, choices=Obstacle, blank=True)
    number = models.PositiveIntegerField("jumlah")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "use", "obstacle"], name="use_tally_once_per_answer"),
            CheckConstraint(condition=Q(use__in=Use.values), name="use_tally_use_is_known"),
            CheckConstraint(
                condition=Q(use=Use.FAILED, obstacle__in=Obstacle.values)
                | (~Q(use=Use.FAILED) & Q(obstacle="")),
                name="use_tally_says_what_stood_in_the_way",
            ),
        ]


class Lesson(models.Model):
    """Some minutes about one thing in a session, and the question that shows what is kept of it.

    Its papers are the materials of the session's plan.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    topic = plain(models.CharField("tentang apa", max_length=120))
    minutes = models.PositiveSmallIntegerField("menit")
    question = plain(models.CharField("pertanyaan", max_length=160))

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(topic="") & ~Q(question=""), name="lesson_has_topic_and_question"),
            CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST_LESSON), name="lesson_is_short"),
        ]

    def __str__(self) -> str:
        return self.topic


class Choice(models.Model):
    """One answer that may be chosen for a lesson's question."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField("urutan")
    text = plain(models.CharField("pilihan", max_length=120))
    is_right = models.BooleanField("benar", default=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["lesson", "place"], name="choice_once_per_place"),
            UniqueConstraint(fields=["lesson", "text"], name="choice_once_per_lesson"),
            CheckConstraint(condition=~Q(text=""), name="choice_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class LessonTally(models.Model):
    """How many chose this at one session: the lesson's own, or the one four weeks later."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("cara", max_length=5, choices=Source)
    number = models.PositiveIntegerField("jumlah")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["session", "choice", "source"], name="lesson_tally_once_per_choice_and_source"
            ),
            CheckConstraint(condition=Q(source__in=Source.values), name="lesson_tally_source_is_known"),
        ]
