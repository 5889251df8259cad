from datetime import date
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Count, Q, UniqueConstraint

from balai.base.privacy import personal
from balai.base.sealing import unseal
from balai.cases.models import Case
from balai.cases.rules.states import Outcome, State
from balai.programs.models import Attendance, Session
from balai.voices.models.voice import Voice
from balai.voices.rules.board import ON_SHOW, BoardState, HiddenReason


class Board(models.Model):
    """The questions of one session; it gives each its number."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(default=0, help_text="the last number that was given")

    def __str__(self) -> str:
        return str(self.session)


class QuestionQuerySet(models.QuerySet["Question"]):
    def with_voice(self) -> Self:
        return self.select_related("voice__case__office", "session__program__office")

    def public(self) -> Self:
        """Moderated, and of nobody's risk, secret or withdrawal."""
        return self.filter(
            ~Q(state=BoardState.HIDDEN), ~Q(voice__case__outcome=Outcome.WITHDRAWN),
            shown_at__isnull=False, voice__erased_at=None,
            voice__case__is_narrow=False, voice__case__is_secret=False,
        )  # fmt: skip

    def worked_by(self, person: object) -> Self:
        """On this officer's board: the same rule as for every case."""
        return self.filter(voice__case__in=Case.objects.worked_by(person))

    def with_votes(self) -> Self:
        """`here`: of those who are checked in; `outside`: of everybody else, counted apart."""
        return self.annotate(
            here=Count("supports", filter=Q(supports__attendance__isnull=False)),
            outside=Count("supports", filter=Q(supports__attendance=None)),
        )

    def by_votes(self) -> Self:
        """Votes, then age; web, paper and telephone alike."""
        return self.order_by("-here", "-outside", "number")

    def held_on(self, slug: str, on: date) -> Self:
        return self.filter(session__program__slug=slug, session__on=on)


class Question(models.Model):
    """One voice's place on the board of a session.

    `words` are what everybody reads: the voice's words without persons, or what the moderator made of them.
    """

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("nomor")
    state = models.CharField(
        "keadaan di papan", max_length=10, choices=BoardState, default=BoardState.INCOMING
    )
    hidden_reason = models.CharField("alasan", max_length=10, choices=HiddenReason, blank=True)
    words_sealed = personal(models.TextField("kata-kata di papan", blank=True))
    answer_sealed = personal(models.TextField("jawaban di papan", blank=True))
    shown_at = models.DateTimeField("ditampilkan sejak", null=True, blank=True)
    moved_at = models.DateTimeField("diubah", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session", "number"], name="question_number_once_per_session"),
            UniqueConstraint(
                fields=["session"], condition=Q(state=BoardState.LIVE), name="question_live_one_at_a_time"
            ),
            CheckConstraint(condition=Q(number__gte=1), name="question_numbers_start_at_one"),
            CheckConstraint(condition=Q(state__in=BoardState.values), name="question_state_is_known"),
            CheckConstraint(
                condition=Q(state=BoardState.HIDDEN, hidden_reason__in=HiddenReason.values)
                | (~Q(state=BoardState.HIDDEN) & Q(hidden_reason="")),
                name="question_hidden_for_a_published_reason",
            ),
            CheckConstraint(
                condition=~Q(state__in=ON_SHOW) | Q(shown_at__isnull=False),
                name="question_shown_once_it_waits_or_is_live",
            ),
            CheckConstraint(
                condition=~Q(state=BoardState.INCOMING) | Q(shown_at=None),
                name="question_incoming_is_seen_by_officers_alone",
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "number"], name="question_by_state")]

    def __str__(self) -> str:
        return f"Pertanyaan {self.number}"

    @property
    def words(self) -> str:
        return unseal(self.words_sealed) or self.voice.masked

    @property
    def answer(self) -> str:
        return unseal(self.answer_sealed)

    @property
    def is_open_to_votes(self) -> bool:
        return self.state in ON_SHOW

    @property
    def is_opened_again(self) -> bool:
        """Answered on the board, but whoever asked said that it is not solved."""
        done = (State.ANSWERED, State.CLOSED)
        return self.state == BoardState.ANSWERED and self.voice.case.state not in done


class Support(models.Model):
    """One vote for one question: of somebody who is checked in, or of a client outside. Never both."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    attendance = models.ForeignKey(
        Attendance, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    client_hash = models.BinaryField(max_length=33, null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["question", "attendance"],
                condition=Q(attendance__isnull=False),
                name="support_once_per_attendance",
            ),
            UniqueConstraint(
                fields=["question", "client_hash"],
                condition=Q(client_hash__isnull=False),
                name="support_once_per_client_outside",
            ),
            CheckConstraint(
                condition=Q(attendance__isnull=False, client_hash=None)
                | Q(attendance=None, client_hash__isnull=False),
                name="support_is_from_here_or_from_outside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
