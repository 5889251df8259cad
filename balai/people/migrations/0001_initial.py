import balai.people.models.person
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="nama pengguna")),
                (
                    "display_name",
                    models.CharField(
                        help_text="misalnya: Petugas loket 1", max_length=80, verbose_name="sebutan"
                    ),
                ),
                (
                    "pseudonym",
                    models.CharField(
                        default=balai.people.models.person.new_pseudonym, max_length=16, unique=True
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "start_code_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="filled: the password is a one-time start code, to be replaced",
                        null=True,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_sealed", models.TextField(blank=True)),
                ("phone_sealed", models.TextField(blank=True)),
                ("phone_hash", models.BinaryField(max_length=33, null=True)),
                ("email_sealed", models.TextField(blank=True)),
                ("nik_sealed", models.TextField(blank=True, verbose_name="NIK")),
                ("keep_until", models.DateField(verbose_name="disimpan sampai")),
                (
                    "quiet_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="tidak mau dikabari sejak"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["keep_until"], name="people_iden_keep_un_d78a8a_idx")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_desk", "petugas loket"),
                            ("coordinator", "koordinator layanan"),
                            ("listener", "pendengar"),
                            ("liaison", "pejabat penghubung"),
                            ("analyst", "analis"),
                            ("editor", "penyusun standar"),
                            ("program_lead", "pengelola program"),
                            ("office_head", "kepala kantor"),
                            ("admin", "pengelola sistem"),
                        ],
                        max_length=20,
                        verbose_name="tugas",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="sampai")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "role"], name="people_assi_office__383bf6_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "front_desk",
                                    "coordinator",
                                    "listener",
                                    "liaison",
                                    "analyst",
                                    "editor",
                                    "program_lead",
                                    "office_head",
                                    "admin",
                                ],
                            )
                        ),
                        name="assignment_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="assignment_does_not_end_before_its_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("person", "role", "office"),
                        name="assignment_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=60, verbose_name="sebagai")),
                ("purpose_sealed", models.TextField(verbose_name="untuk apa")),
                ("opened_at", models.DateTimeField(verbose_name="dibuka")),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.identity"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["identity", "opened_at"], name="opening_by_identity")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("contact", "dikabari lewat pesan"),
                            ("sharing", "disampaikan ke instansi lain"),
                            ("sharing_named", "nama ikut disampaikan"),
                            ("quoting", "kata-katanya dikutip"),
                            ("follow_up", "ditanya sekali lagi setelah acara"),
                        ],
                        max_length=60,
                        verbose_name="untuk",
                    ),
                ),
                ("text_version", models.CharField(blank=True, max_length=20)),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="disetujui")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ditarik")),
                (
                    "finish_by",
                    models.DateTimeField(blank=True, null=True, verbose_name="paling lambat berhenti"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="sudah berhenti")),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.identity"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("finish_by__isnull", False), ("finished_at", None)),
                        fields=["finish_by"],
                        name="consent_to_finish",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("identity", "purpose"),
                        name="consent_given_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", False), ("withdrawn_at__isnull", False), _connector="OR"
                        ),
                        name="consent_given_or_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_at", None), models.Q(("text_version", ""), _negated=True), _connector="OR"
                        ),
                        name="consent_given_in_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("given_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_after_it_was_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", False), ("finish_by__isnull", False)),
                            models.Q(
                                models.Q(("withdrawn_at__isnull", False), _negated=True),
                                ("finish_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_with_its_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at", None), ("withdrawn_at__isnull", False), _connector="OR"
                        ),
                        name="consent_finished_only_once_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["contact", "sharing", "sharing_named", "quoting", "follow_up"])
                        ),
                        name="consent_purpose_is_known",
                    ),
                ],
            },
        ),
    ]
