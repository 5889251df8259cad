import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("people", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "label",
                    models.CharField(help_text="misalnya: HP RT 05", max_length=60, verbose_name="sebutan"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "menunggu didaftarkan"),
                            ("active", "dipakai"),
                            ("revoked", "dicabut"),
                        ],
                        default="invited",
                        max_length=10,
                    ),
                ),
                ("quota", models.PositiveIntegerField(default=300, verbose_name="jatah catatan sehari")),
                ("code_hash", models.BinaryField(max_length=33, unique=True)),
                ("code_until", models.DateTimeField()),
                ("old_code_hash", models.BinaryField(blank=True, max_length=33, null=True, unique=True)),
                ("public_key", models.BinaryField(blank=True, max_length=65, null=True)),
                ("made_at", models.DateTimeField()),
                ("enrolled_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "label"), name="device_label_once_per_office"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["invited", "active", "revoked"])),
                        name="device_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quota__gte", 1)), name="device_quota_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("public_key__isnull", False),
                            _connector="OR",
                        ),
                        name="device_active_has_its_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("enrolled_at__isnull", True), ("public_key__isnull", True)),
                            models.Q(("enrolled_at__isnull", False), ("public_key__isnull", False)),
                            _connector="OR",
                        ),
                        name="device_key_with_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), ("revoked_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "revoked"), _negated=True), ("revoked_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="device_revoked_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Manifest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=120)),
                ("number", models.BigIntegerField(default=0)),
                ("ids", models.JSONField(default=list)),
                ("count", models.PositiveIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[("device", "dari HP"), ("told", "dari lembar atau telepon")],
                        default="device",
                        max_length=8,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="field.device"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("device", "about"), name="manifest_once_per_device_and_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["device", "told"])),
                        name="manifest_source_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("raw", models.BinaryField(blank=True, null=True)),
                ("size", models.PositiveIntegerField()),
                ("sender", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "diterima"),
                            ("quarantined", "ditahan"),
                            ("applied", "masuk"),
                            ("conflict", "perlu diputuskan"),
                            ("refused", "ditolak"),
                        ],
                        default="quarantined",
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unread", "belum terbaca"),
                            ("stranger", "HP tidak dikenal"),
                            ("revoked", "HP sudah dicabut"),
                            ("signature", "tanda tangan HP tidak cocok"),
                            ("broken", "isinya rusak"),
                            ("version", "dikirim oleh aplikasi yang lebih baru"),
                            ("quota", "melebihi jatah HP hari itu"),
                            ("twice", "ada dua versi dari catatan yang sama"),
                            ("taker", "isinya bertentangan dengan catatan lain"),
                        ],
                        default="unread",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(blank=True, default="", max_length=30)),
                ("about", models.CharField(blank=True, default="", max_length=120)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("photo_count", models.PositiveSmallIntegerField(default=0)),
                ("receipt", models.TextField(default="")),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("replaces", models.BooleanField(default=False)),
                ("objection", models.CharField(blank=True, default="", max_length=300)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.CharField(blank=True, default="", max_length=80)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="field.device",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "state", "-received_at"], name="submission_by_office"),
                    models.Index(fields=["device", "received_at"], name="submission_by_device"),
                    models.Index(fields=["office", "about"], name="submission_by_session"),
                    models.Index(
                        condition=models.Q(("state", "received")),
                        fields=["due_at"],
                        name="submission_received_by_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("client_id", "sha256", "sender"),
                        name="submission_bytes_once_per_client_id_and_sender",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["received", "applied"])),
                        fields=("client_id",),
                        name="submission_accepted_once_per_client_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "quarantined", "applied", "conflict", "refused"])
                        ),
                        name="submission_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "",
                                    "unread",
                                    "stranger",
                                    "revoked",
                                    "signature",
                                    "broken",
                                    "version",
                                    "quota",
                                    "twice",
                                    "taker",
                                ],
                            )
                        ),
                        name="submission_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["quarantined", "conflict"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="submission_held_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["received", "applied"]), _negated=True),
                            models.Q(
                                ("device__isnull", False),
                                ("made_at__isnull", False),
                                ("office__isnull", False),
                                models.Q(("kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submission_accepted_is_read_and_proved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["applied", "refused"]), ("raw__isnull", False), _connector="OR"
                        ),
                        name="submission_bytes_until_settled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), ("applied_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "applied"), _negated=True), ("applied_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="submission_applied_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submission_refused_by_whom_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("receipt", models.TextField()),
                ("received_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.file"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="field.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "sha256"), name="photo_once_per_submission")
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.BinaryField(max_length=32)),
                ("raw", models.BinaryField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("pieces", models.PositiveIntegerField()),
                ("read", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("photos", models.PositiveIntegerField(default=0)),
                ("unread", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["by", "-at"], name="phone_file_by_officer"),
                    models.Index(fields=["office", "-at"], name="phone_file_by_office"),
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["id"], name="phone_file_unread"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "sha256"), name="phone_file_once_per_officer"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("raw__isnull", False)),
                            models.Q(("done_at__isnull", False), ("raw", None)),
                            _connector="OR",
                        ),
                        name="phone_file_bytes_until_it_is_read",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read__lte", models.F("pieces")),
                            models.Q(("done_at", None), ("read", models.F("pieces")), _connector="OR"),
                        ),
                        name="phone_file_read_whole_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("new"), "+", models.F("known")
                                        ),
                                        "+",
                                        models.F("photos"),
                                    ),
                                    "+",
                                    models.F("unread"),
                                ),
                            )
                        ),
                        name="phone_file_every_piece_accounted_for",
                    ),
                ],
            },
        ),
    ]
