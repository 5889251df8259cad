import balai.base.codes
import balai.base.sealing
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about_type", models.CharField(max_length=60)),
                ("about_id", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(choices=[("picture", "foto"), ("pdf", "dokumen PDF")], max_length=10),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "menunggu diperiksa"),
                            ("scanning", "sedang diperiksa"),
                            ("clean", "aman"),
                            ("refused", "ditolak"),
                            ("discarded", "dihapus"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("store_name", models.CharField(blank=True, max_length=32, null=True)),
                ("checksum", models.BinaryField(blank=True, max_length=32, null=True)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(blank=True, null=True)),
                ("height", models.PositiveIntegerField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_scanner", "pemindai virus belum dipasang"),
                            ("down", "pemindai virus tidak menjawab"),
                            ("too_large", "terlalu besar untuk pemindai virus"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scanned", "diperiksa pemindai virus"),
                            ("remade", "gambar disusun ulang, tanpa pemindai"),
                            ("made", "dibuat Balai sendiri"),
                            ("covered", "digambar ulang dari foto yang aman, dengan bagian yang ditutup"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("virus", "pemindai menemukan virus"),
                            ("unfit", "tidak sesuai keperluan"),
                            ("others", "memuat data orang lain"),
                            ("lost", "isinya tidak terbaca lagi"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                "indexes": [
                    models.Index(fields=["about_type", "about_id"], name="file_by_subject"),
                    models.Index(
                        condition=models.Q(("state__in", ["received", "scanning"])),
                        fields=["due_at"],
                        name="file_waiting_by_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("store_name",), name="file_store_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "scanning", "clean", "refused", "discarded"])
                        ),
                        name="file_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["picture", "pdf"])), name="file_kind_is_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="file_is_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ["remade", "covered"]), _negated=True),
                            ("kind", "picture"),
                            _connector="OR",
                        ),
                        name="file_without_scanner_is_a_picture",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason__in", ["virus", "unfit", "others", "lost"]), ("state", "refused")
                            ),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="file_refused_for_a_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("obstacle", ""),
                            models.Q(
                                ("obstacle__in", ["no_scanner", "down", "too_large"]),
                                ("state__in", ["received", "scanning"]),
                            ),
                            _connector="OR",
                        ),
                        name="file_obstacle_only_while_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state__in", ["refused", "discarded"]), _negated=True),
                                ("store_name__isnull", False),
                                ("checksum__isnull", False),
                            ),
                            models.Q(
                                ("state__in", ["refused", "discarded"]),
                                ("store_name__isnull", True),
                                ("checksum__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="file_bytes_until_refused_or_discarded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state__in", ["received", "scanning"]), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            models.Q(("state__in", ["received", "scanning"]), ("decided_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="file_decided_unless_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "clean"), ("way__in", ["scanned", "remade", "made", "covered"])
                            ),
                            models.Q(models.Q(("state", "clean"), _negated=True), ("way", "")),
                            _connector="OR",
                        ),
                        name="file_clean_in_a_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "made"), _negated=True),
                            models.Q(("by", None), ("kind", "pdf")),
                            _connector="OR",
                        ),
                        name="file_of_our_own_is_a_pdf",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.BinaryField(default=balai.base.sealing.new_nonce, max_length=17)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("code", models.CharField(default=balai.base.codes.new_code, max_length=8, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("invitation", "surat undangan"), ("report", "laporan")],
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "classification",
                    models.CharField(blank=True, max_length=20, verbose_name="kode klasifikasi"),
                ),
                ("about_type", models.CharField(max_length=60)),
                ("about_id", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200, verbose_name="perihal")),
                ("addressee", models.CharField(blank=True, max_length=250, verbose_name="kepada")),
                ("on", models.DateField(verbose_name="tanggal")),
                ("signed_as", models.CharField(max_length=120, verbose_name="jabatan")),
                (
                    "link_sealed",
                    models.TextField(
                        blank=True,
                        help_text="where the addressee answers: for this paper alone, hence sealed",
                    ),
                ),
                (
                    "content",
                    models.JSONField(default=dict, help_text="what its template draws, as it was then"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "berlaku"), ("superseded", "diganti"), ("revoked", "dicabut")],
                        default="active",
                        max_length=12,
                        verbose_name="keadaan",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                ("issued_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "hitch",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_press", "pustaka Pango belum dipasang di komputer kantor"),
                            ("stopped", "mesin cetak berhenti di tengah jalan"),
                            ("no_room", "tempat penyimpanan kantor sedang penuh"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="hambatan",
                    ),
                ),
                (
                    "newer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="older",
                        to="documents.letter",
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
                (
                    "pdf",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanda tangan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "-issued_at"], name="letter_by_office"),
                    models.Index(fields=["about_type", "about_id"], name="letter_by_subject"),
                    models.Index(
                        condition=models.Q(("pdf", None)), fields=["due_at"], name="letter_undrawn_by_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year", "number"), name="letter_number_once_per_office_and_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="letter_numbers_start_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["invitation", "report"])),
                        name="letter_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "superseded", "revoked"])),
                        name="letter_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("signed_as", ""), _negated=True),
                        ),
                        name="letter_says_what_and_who_signs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "superseded"), _negated=True),
                            ("newer__isnull", False),
                            _connector="OR",
                        ),
                        name="letter_superseded_names_the_newer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("newer", None), models.Q(("state", "active"), _negated=True), _connector="OR"
                        ),
                        name="letter_active_has_no_newer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_revoked_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "active"), _negated=True), ("ended_at__isnull", False)
                            ),
                            models.Q(("state", "active"), ("ended_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="letter_ended_unless_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hitch", ""),
                            models.Q(("hitch__in", ["no_press", "stopped", "no_room"]), ("pdf", None)),
                            _connector="OR",
                        ),
                        name="letter_hitch_only_while_undrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Numbering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year"), name="numbering_once_per_office_and_year"
                    )
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
                ("caption", models.CharField(max_length=150, verbose_name="keterangan")),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("nobody", "tidak ada orang yang dapat dikenali"),
                            ("agreed", "semua orang yang tampak sudah setuju"),
                            ("missing", "belum ada persetujuan"),
                        ],
                        max_length=8,
                        verbose_name="persetujuan",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.file"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("consent__in", ["nobody", "agreed", "missing"])),
                        name="photo_consent_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("caption", ""), _negated=True), name="photo_has_a_caption"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about_type", models.CharField(max_length=60)),
                ("about_id", models.CharField(max_length=40)),
                ("on", models.DateField(verbose_name="tentang hari")),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versi")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="mengapa dibetulkan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "sedang disusun"),
                            ("submitted", "menunggu persetujuan"),
                            ("returned", "dikembalikan"),
                            ("published", "terbit"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "words",
                    models.JSONField(default=dict, help_text="what the maker typed; empty once published"),
                ),
                (
                    "snapshot",
                    models.JSONField(
                        blank=True, help_text="what the approver reads and everybody after", null=True
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="paling lambat")),
                ("made_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan dikembalikan")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penyetuju",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="documents.letter",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penyusun",
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
                "indexes": [models.Index(fields=["office", "-on"], name="report_by_office")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about_type", "about_id", "version"), name="report_version_once_per_subject"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=("about_type", "about_id"),
                        name="report_one_open_version_per_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="report_versions_start_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("because", ""), _negated=True), _connector="OR"
                        ),
                        name="report_correction_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned", "published"])),
                        name="report_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver", None),
                            models.Q(("approver", models.F("maker")), _negated=True),
                            _connector="OR",
                        ),
                        name="report_maker_never_approves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_returned_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "published"),
                                ("approver__isnull", False),
                                ("published_at__isnull", False),
                                ("letter__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "published"), _negated=True),
                                ("approver__isnull", True),
                                ("published_at__isnull", True),
                                ("letter__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="report_published_is_approved_and_a_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["submitted", "published"]),
                                ("snapshot__isnull", False),
                                ("submitted_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ["submitted", "published"]), _negated=True),
                                ("snapshot__isnull", True),
                                ("submitted_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="report_snapshot_once_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about_type", models.CharField(max_length=60)),
                ("about_id", models.CharField(max_length=40)),
                ("working_days", models.PositiveSmallIntegerField(default=3, verbose_name="hari kerja")),
                ("since", models.DateField(verbose_name="sejak")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about_type", "about_id"), name="report_duty_once_per_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("working_days__gte", 1), ("working_days__lte", 30)),
                        name="report_duty_1_to_30_days",
                    ),
                ],
            },
        ),
    ]
