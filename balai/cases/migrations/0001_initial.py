import balai.base.codes
import balai.base.sealing
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("curhat", "curhat"),
                            ("pengaduan", "pengaduan"),
                            ("pengaduan_pengawasan", "pengaduan berkadar pengawasan"),
                            ("aspirasi", "aspirasi"),
                            ("masukan", "masukan"),
                            ("apresiasi", "apresiasi"),
                            ("informasi", "permintaan informasi"),
                            ("pertanyaan", "pertanyaan"),
                            ("informasi_ppid", "permohonan informasi publik"),
                            ("temuan", "temuan lapangan"),
                            ("titipan", "titipan layanan"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "dikirim"),
                            ("verified", "diperiksa"),
                            ("forwarded", "diteruskan"),
                            ("followed_up", "ditindaklanjuti"),
                            ("asked", "menunggu balasan pelapor"),
                            ("answered", "dijawab"),
                            ("closed", "selesai"),
                        ],
                        default="sent",
                        max_length=12,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "state_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "dikirim"),
                            ("verified", "diperiksa"),
                            ("forwarded", "diteruskan"),
                            ("followed_up", "ditindaklanjuti"),
                            ("asked", "menunggu balasan pelapor"),
                            ("answered", "dijawab"),
                            ("closed", "selesai"),
                        ],
                        max_length=12,
                        verbose_name="keadaan sebelum bertanya",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "beres"),
                            ("heard", "didengar"),
                            ("moved", "dipindahkan"),
                            ("cannot", "tidak dapat dilakukan"),
                            ("no_reply", "tidak ada balasan dari pelapor"),
                            ("withdrawn", "dicabut oleh pelapor"),
                            ("lapsed", "ditutup oleh sistem"),
                        ],
                        max_length=10,
                        verbose_name="akhir",
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(
                        default=False, help_text="never shown to the public", verbose_name="rahasia"
                    ),
                ),
                (
                    "is_narrow",
                    models.BooleanField(
                        default=False, help_text="seen by as few as possible", verbose_name="berisiko"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="its carrier's topic, for the inbox's indexes", max_length=40
                    ),
                ),
                (
                    "came_by",
                    models.CharField(blank=True, help_text="its carrier's channel, likewise", max_length=10),
                ),
                (
                    "code",
                    models.CharField(
                        default=balai.base.codes.new_code, max_length=8, unique=True, verbose_name="kode"
                    ),
                ),
                ("nonce", models.BinaryField(default=balai.base.sealing.new_nonce, max_length=17)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("pin_hash", models.BinaryField(blank=True, max_length=33, null=True)),
                ("is_revoked", models.BooleanField(default=False, verbose_name="tautan dicabut")),
                ("link_until", models.DateField(blank=True, null=True, verbose_name="tautan berlaku sampai")),
                ("opened_at", models.DateTimeField(verbose_name="diterima")),
                ("next_due_at", models.DateTimeField(blank=True, null=True, verbose_name="janji terdekat")),
                (
                    "lapses_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="ditutup sistem bila tanpa balasan"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditutup")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="cases.case",
                    ),
                ),
                (
                    "listener",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                        verbose_name="kantor",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["office", "next_due_at", "id"],
                        name="case_open_by_due_day",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["office", "state", "next_due_at", "id"],
                        name="case_open_by_state",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["office", "kind", "next_due_at", "id"],
                        name="case_open_by_kind",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed")),
                        fields=["office", "-closed_at", "-id"],
                        name="case_closed_lately",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed")),
                        fields=["office", "kind", "-closed_at", "-id"],
                        name="case_closed_by_kind",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["office", "about", "next_due_at", "id"],
                        name="case_open_by_topic",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["office", "came_by", "next_due_at", "id"],
                        name="case_open_by_channel",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed")),
                        fields=["office", "about", "-closed_at", "-id"],
                        name="case_closed_by_topic",
                    ),
                    models.Index(
                        condition=models.Q(("state", "closed")),
                        fields=["office", "came_by", "-closed_at", "-id"],
                        name="case_closed_by_channel",
                    ),
                    models.Index(
                        condition=models.Q(("lapses_at__isnull", False)),
                        fields=["lapses_at"],
                        name="case_to_lapse",
                    ),
                    models.Index(
                        condition=models.Q(("follows__isnull", False)),
                        fields=["follows"],
                        name="case_followers",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), ("closed_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "outcome__in",
                                    ["solved", "heard", "moved", "cannot", "no_reply", "withdrawn", "lapsed"],
                                ),
                                ("state", "closed"),
                            ),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="case_closed_with_its_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["answered", "asked"]), ("lapses_at__isnull", False)),
                            models.Q(
                                models.Q(("state__in", ["answered", "asked"]), _negated=True),
                                ("lapses_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_lapses_only_while_it_waits_for_the_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "curhat",
                                    "pengaduan",
                                    "pengaduan_pengawasan",
                                    "aspirasi",
                                    "masukan",
                                    "apresiasi",
                                    "informasi",
                                    "pertanyaan",
                                    "informasi_ppid",
                                    "temuan",
                                    "titipan",
                                ],
                            )
                        ),
                        name="case_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "verified",
                                    "forwarded",
                                    "followed_up",
                                    "asked",
                                    "answered",
                                    "closed",
                                ],
                            )
                        ),
                        name="case_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "asked"),
                                (
                                    "state_before__in",
                                    ["answered", "followed_up", "forwarded", "sent", "verified"],
                                ),
                            ),
                            models.Q(models.Q(("state", "asked"), _negated=True), ("state_before", "")),
                            _connector="OR",
                        ),
                        name="case_asked_remembers_where_it_stood",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows", None),
                            models.Q(("follows", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="case_does_not_follow_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="case_not_closed_before_it_was_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Glass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(default="petugas", max_length=60, verbose_name="sebagai")),
                ("reason_sealed", models.TextField(verbose_name="alasan")),
                ("opened_at", models.DateTimeField(verbose_name="dibuka")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="dibaca atasan")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "opened_at"], name="glass_open_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("told")), _negated=True),
                        name="glass_told_to_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_by", None),
                            models.Q(("read_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="glass_read_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason_sealed", ""), _negated=True),
                        name="glass_broken_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at__isnull", False), ("read_by__isnull", False)),
                            models.Q(
                                models.Q(("read_at__isnull", False), _negated=True), ("read_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="glass_read_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("person", "pelapor"),
                            ("office", "kantor"),
                            ("agency", "instansi"),
                            ("system", "sistem"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "old",
                    models.CharField(
                        choices=[
                            ("sent", "dikirim"),
                            ("verified", "diperiksa"),
                            ("forwarded", "diteruskan"),
                            ("followed_up", "ditindaklanjuti"),
                            ("asked", "menunggu balasan pelapor"),
                            ("answered", "dijawab"),
                            ("closed", "selesai"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "new",
                    models.CharField(
                        choices=[
                            ("sent", "dikirim"),
                            ("verified", "diperiksa"),
                            ("forwarded", "diteruskan"),
                            ("followed_up", "ditindaklanjuti"),
                            ("asked", "menunggu balasan pelapor"),
                            ("answered", "dijawab"),
                            ("closed", "selesai"),
                        ],
                        max_length=12,
                    ),
                ),
                ("verb", models.CharField(max_length=40)),
                ("note_sealed", models.TextField(blank=True)),
                ("is_told", models.BooleanField(default=True, verbose_name="dibaca pelapor")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "at"], name="move_by_case"),
                    models.Index(fields=["at"], name="move_by_moment"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["person", "office", "agency", "system"])),
                        name="move_side_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "new__in",
                                [
                                    "sent",
                                    "verified",
                                    "forwarded",
                                    "followed_up",
                                    "asked",
                                    "answered",
                                    "closed",
                                ],
                            ),
                            (
                                "old__in",
                                [
                                    "sent",
                                    "verified",
                                    "forwarded",
                                    "followed_up",
                                    "asked",
                                    "answered",
                                    "closed",
                                ],
                            ),
                        ),
                        name="move_states_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="urutan")),
                ("outside", models.CharField(blank=True, max_length=120, verbose_name="lembaga luar")),
                ("address_sealed", models.TextField(blank=True)),
                ("nonce", models.BinaryField(default=balai.base.sealing.new_nonce, max_length=17)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("is_revoked", models.BooleanField(default=False, verbose_name="tidak membuka apa pun lagi")),
                ("link_until", models.DateField(verbose_name="tautan berlaku sampai")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "dikirim"),
                            ("received", "diterima"),
                            ("refused", "bukan kewenangan"),
                            ("answered", "dijawab"),
                            ("withdrawn", "ditarik kembali"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("asked_sealed", models.TextField(verbose_name="yang disampaikan")),
                ("shares_identity", models.BooleanField(default=False, verbose_name="dengan identitas")),
                ("reason_sealed", models.TextField(blank=True, verbose_name="alasan menolak")),
                ("answer_sealed", models.TextField(blank=True, verbose_name="jawaban")),
                ("sent_at", models.DateTimeField(verbose_name="dikirim")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="diterima")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="berakhir")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                        verbose_name="kantor tujuan",
                    ),
                ),
                (
                    "files",
                    models.ManyToManyField(
                        related_name="+", to="documents.file", verbose_name="berkas yang ikut"
                    ),
                ),
                (
                    "revoked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "pelapor"),
                            ("office", "kantor"),
                            ("agency", "instansi"),
                            ("system", "sistem"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="ditarik oleh",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["to_office", "state", "sent_at"], name="referral_inbox")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="referral_number_once_per_case"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["received", "sent"]), ("to_office__isnull", False)),
                        fields=("case", "to_office"),
                        name="referral_live_once_per_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outside", ""), ("to_office__isnull", False)),
                            models.Q(("to_office", None), models.Q(("outside", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="referral_goes_to_one_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["sent", "received", "refused", "answered", "withdrawn"])
                        ),
                        name="referral_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason_sealed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ["received", "sent"])),
                            models.Q(
                                models.Q(("state__in", ["received", "sent"]), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="referral_over_since_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "received"), _negated=True),
                            ("received_at__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_received_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_revoked", False), ("revoked_by", "")),
                            models.Q(
                                ("is_revoked", True),
                                ("revoked_by__in", ["person", "office", "agency", "system"]),
                            ),
                            _connector="OR",
                        ),
                        name="referral_revoked_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_revoked", False),
                            models.Q(("state__in", ["received", "sent"]), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_revoked_is_not_live",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("person", "pelapor"),
                            ("office", "kantor"),
                            ("agency", "instansi"),
                            ("system", "sistem"),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_note", models.BooleanField(default=False, verbose_name="catatan dalam")),
                ("text_sealed", models.TextField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="dibaca")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="cases.case"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="cases.referral",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "at"], name="message_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["person", "office", "agency", "system"])),
                        name="message_side_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_note", False), models.Q(("side", "person"), _negated=True), _connector="OR"
                        ),
                        name="message_of_the_person_is_no_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text_sealed", ""), _negated=True), name="message_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("curhat", "curhat"),
                            ("pengaduan", "pengaduan"),
                            ("pengaduan_pengawasan", "pengaduan berkadar pengawasan"),
                            ("aspirasi", "aspirasi"),
                            ("masukan", "masukan"),
                            ("apresiasi", "apresiasi"),
                            ("informasi", "permintaan informasi"),
                            ("pertanyaan", "pertanyaan"),
                            ("informasi_ppid", "permohonan informasi publik"),
                            ("temuan", "temuan lapangan"),
                            ("titipan", "titipan layanan"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="hari setelah ditutup")),
                ("basis", models.CharField(max_length=200, verbose_name="dasar")),
                ("since", models.DateField(verbose_name="berlaku sejak")),
                ("to_confirm", models.CharField(blank=True, max_length=200, verbose_name="perlu dipastikan")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "since"), name="retention_once_from_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "curhat",
                                    "pengaduan",
                                    "pengaduan_pengawasan",
                                    "aspirasi",
                                    "masukan",
                                    "apresiasi",
                                    "informasi",
                                    "pertanyaan",
                                    "informasi_ppid",
                                    "temuan",
                                    "titipan",
                                ],
                            )
                        ),
                        name="retention_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="retention_names_its_basis"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("curhat", "curhat"),
                            ("pengaduan", "pengaduan"),
                            ("pengaduan_pengawasan", "pengaduan berkadar pengawasan"),
                            ("aspirasi", "aspirasi"),
                            ("masukan", "masukan"),
                            ("apresiasi", "apresiasi"),
                            ("informasi", "permintaan informasi"),
                            ("pertanyaan", "pertanyaan"),
                            ("informasi_ppid", "permohonan informasi publik"),
                            ("temuan", "temuan lapangan"),
                            ("titipan", "titipan layanan"),
                        ],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "hop",
                    models.CharField(
                        choices=[
                            ("verify", "memeriksa dan meneruskan"),
                            ("follow_up", "memulai tindak lanjut"),
                            ("answer", "menjawab"),
                            ("confirm", "balasan pelapor"),
                            ("erase", "meminta lembaga luar menghapus"),
                        ],
                        max_length=10,
                        verbose_name="langkah",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="hari kerja")),
                ("basis", models.CharField(max_length=200, verbose_name="dasar hukum")),
                ("since", models.DateField(verbose_name="berlaku sejak")),
                ("until", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("to_confirm", models.CharField(blank=True, max_length=200, verbose_name="perlu dipastikan")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "hop", "since"), name="term_once_from_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "curhat",
                                    "pengaduan",
                                    "pengaduan_pengawasan",
                                    "aspirasi",
                                    "masukan",
                                    "apresiasi",
                                    "informasi",
                                    "pertanyaan",
                                    "informasi_ppid",
                                    "temuan",
                                    "titipan",
                                ],
                            )
                        ),
                        name="term_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1)), name="term_takes_a_day_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="term_names_its_law"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="term_does_not_end_before_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hop__in", ["verify", "follow_up", "answer", "confirm", "erase"])
                        ),
                        name="term_hop_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hop",
                    models.CharField(
                        choices=[
                            ("verify", "memeriksa dan meneruskan"),
                            ("follow_up", "memulai tindak lanjut"),
                            ("answer", "menjawab"),
                            ("confirm", "balasan pelapor"),
                            ("erase", "meminta lembaga luar menghapus"),
                        ],
                        max_length=10,
                        verbose_name="langkah",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="apa yang dijanjikan")),
                ("days", models.PositiveSmallIntegerField(verbose_name="hari kerja")),
                ("basis", models.CharField(max_length=200, verbose_name="dasar hukum")),
                ("raised_at", models.DateTimeField(verbose_name="dijanjikan")),
                ("due_at", models.DateTimeField(verbose_name="paling lambat")),
                ("paused_at", models.DateTimeField(blank=True, null=True, verbose_name="berhenti sementara")),
                ("kept_at", models.DateTimeField(blank=True, null=True, verbose_name="ditepati")),
                (
                    "dropped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tidak berlaku lagi"),
                ),
                ("extended_at", models.DateTimeField(blank=True, null=True, verbose_name="diperpanjang")),
                (
                    "extension_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan perpanjangan"),
                ),
                ("level", models.PositiveSmallIntegerField(default=0, verbose_name="tangga")),
                ("climbs_at", models.DateTimeField(blank=True, null=True, verbose_name="naik pada")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="cases.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                        verbose_name="yang berjanji",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="cases.referral",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("climbs_at__isnull", False),
                            ("dropped_at", None),
                            ("kept_at", None),
                            ("paused_at", None),
                        ),
                        fields=["climbs_at"],
                        name="promise_to_climb",
                    ),
                    models.Index(fields=["owner", "due_at"], name="promise_by_owner"),
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("kept_at", None)),
                        fields=["owner", "hop"],
                        name="promise_open_by_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None), ("kept_at", None), ("referral", None)),
                        fields=("case", "hop"),
                        name="promise_of_a_step_open_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None), ("kept_at", None)),
                        fields=("referral",),
                        name="promise_open_once_within_a_referral",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_at", None), ("dropped_at", None), _connector="OR"),
                        name="promise_kept_or_dropped_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("raised_at"))),
                        name="promise_due_after_it_was_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__lte", 2)), name="promise_climbs_to_the_top_and_no_further"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("climbs_at", None), ("level", 2)),
                            models.Q(("climbs_at__isnull", False), ("level__lt", 2)),
                            _connector="OR",
                        ),
                        name="promise_knows_when_it_climbs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("extension_reason", ""), _negated=True),
                                ("extended_at__isnull", False),
                            ),
                            models.Q(("extension_reason", ""), ("extended_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="promise_extended_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hop__in", ["verify", "follow_up", "answer", "confirm", "erase"])
                        ),
                        name="promise_hop_is_known",
                    ),
                ],
            },
        ),
    ]
