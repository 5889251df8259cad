from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from balai.base.constraints import filled_exactly_when
from balai.base.privacy import personal, plain
from balai.base.sealing import unseal
from balai.cases.models import Case, Referral
from balai.people.models import Identity
from balai.places.models import Office, Place
from balai.programs.models import Program, Session
from balai.voices.models.topic import Topic
from balai.voices.rules.risk import Sign
from balai.voices.rules.words import Cause, Channel, Naming


class VoiceQuerySet(models.QuerySet["Voice"]):
    def with_case(self) -> Self:
        return self.select_related("case__office", "topic", "area")

    def worked_by(self, person: object) -> Self:
        """What lies on this officer's desk (`Case.worked_by`: one of risk for few)."""
        return self.filter(case__in=Case.objects.worked_by(person))

    def named_to(self, referral: Referral) -> Self:
        """Whose name the office of this referral may open: it went along, and the person still agrees.

        Only while the referral is in their hands; an outside body, whom nobody knows by name, never may.
        """
        shares = referral.is_live and referral.shares_identity and referral.to_office_id
        if not shares:
            return self.none()
        agreed = Sharing.objects.live().filter(office=referral.to_office_id, with_identity=True)
        return self.kept().filter(
            case=referral.case_id, naming=Naming.NAMED, identity__isnull=False, shared_with__in=agreed
        )

    def kept(self) -> Self:
        """Whose words are still there."""
        return self.filter(erased_at=None)


class Voice(models.Model):
    """One thing that one person brought. What becomes of it, its case says; whose it is, its identity.

    The words are sealed as they were said, and once more with every person in them masked: that is what
    anybody sees who does not need to know who spoke.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    naming = models.CharField("penyebutan nama", max_length=10, choices=Naming)
    identity = models.OneToOneField(
        Identity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField("lewat", max_length=10, choices=Channel)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField("akar masalah", max_length=12, choices=Cause, default=Cause.UNKNOWN)
    area = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text_sealed = personal(models.TextField("yang disampaikan", blank=True))
    masked_sealed = personal(models.TextField("tanpa orang", blank=True))
    signs = plain(
        models.CharField("tanda bahaya", max_length=80, blank=True, help_text="separated by spaces")
    )
    may_quote = models.BooleanField("kata-katanya boleh dikutip", default=False)
    read_back_at = models.DateTimeField("dibacakan kembali", null=True, blank=True)
    client_id = models.UUIDField(
        null=True, blank=True, unique=True, help_text="the record of a telephone that it came as"
    )
    told_move = models.PositiveBigIntegerField(
        default=0, help_text="the last step of the case that was reported to the person"
    )
    keep_until = models.DateField("disimpan sampai", null=True, blank=True)
    erased_at = models.DateTimeField("dihapus", null=True, blank=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(naming__in=Naming.values), name="voice_naming_is_known"),
            CheckConstraint(condition=Q(channel__in=Channel.values), name="voice_channel_is_known"),
            CheckConstraint(condition=Q(cause__in=Cause.values), name="voice_cause_is_known"),
            CheckConstraint(
                condition=~Q(naming=Naming.NAMELESS) | Q(identity=None),
                name="voice_tanpa_nama_has_no_identity",
            ),
            CheckConstraint(
                condition=Q(erased_at=None) | Q(text_sealed="", masked_sealed="", identity=None),
                name="voice_erased_keeps_no_words",
            ),
            filled_exactly_when(
                Q(text_sealed="", masked_sealed=""), "erased_at", name="voice_says_something_until_erased"
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "area"], name="voice_by_topic_and_area"),
            models.Index(
                fields=["keep_until"],
                condition=Q(keep_until__isnull=False, erased_at=None),
                name="voice_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def text(self) -> str:
        return unseal(self.text_sealed)

    @property
    def masked(self) -> str:
        """The words without persons."""
        return unseal(self.masked_sealed)

    @property
    def sign_list(self) -> list[Sign]:
        return [Sign(sign) for sign in self.signs.split()]

    @property
    def is_nameless(self) -> bool:
        return self.naming == Naming.NAMELESS


class SharingQuerySet(models.QuerySet["Sharing"]):
    def live(self) -> Self:
        return self.filter(withdrawn_at=None)

    def to(self, target: Office | str) -> Self:
        """With this office of ours, or with an outside body of this name."""
        if isinstance(target, Office):
            return self.filter(office=target)
        return self.filter(office=None, outside__iexact=target.strip())


class Sharing(models.Model):
    """What the person agreed that this office or outside body may be told, and in which words.

    A consent of `people` stands beside it where there is an identity; who gave no name has this row alone.
    """

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="shared_with")
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outside = plain(models.CharField("lembaga luar", max_length=120, blank=True, default=""))
    with_identity = models.BooleanField("dengan nama", default=False)
    text_version = plain(models.CharField("kata-kata persetujuan", max_length=20, default=""))
    agreed_at = models.DateTimeField("disetujui")
    withdrawn_at = models.DateTimeField("ditarik kembali", null=True, blank=True)

    objects = SharingQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["voice", "office"], name="sharing_once_per_office"),
            UniqueConstraint(
                fields=["voice", "outside"],
                condition=Q(office=None),
                name="sharing_once_per_outside_body",
            ),
            CheckConstraint(
                condition=Q(office__isnull=False, outside="") | (Q(office=None) & ~Q(outside="")),
                name="sharing_is_with_one_body",
            ),
            CheckConstraint(condition=~Q(text_version=""), name="sharing_agreed_in_known_words"),
            CheckConstraint(
                condition=Q(with_identity=False) | Q(office__isnull=False),
                name="sharing_gives_no_name_outside",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office or self.outside)
