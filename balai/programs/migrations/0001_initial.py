import balai.base.codes
import balai.base.sealing
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0003_not_served"),
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
        ("people", "__first__"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Program",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="alamat pendek")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "tagline",
                    models.CharField(blank=True, max_length=160, verbose_name="sebutan atau kepanjangan"),
                ),
                ("purpose", models.TextField(blank=True, max_length=1000, verbose_name="untuk apa")),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="untuk siapa")),
                ("place_text", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                ("is_free", models.BooleanField(default=False, verbose_name="tanpa biaya")),
                ("fee", models.PositiveIntegerField(blank=True, null=True, verbose_name="biaya (rupiah)")),
                (
                    "needs_roster",
                    models.BooleanField(default=False, verbose_name="perlu petugas jaga yang memastikan"),
                ),
                (
                    "records",
                    models.JSONField(blank=True, default=list, verbose_name="yang dicatat di lapangan"),
                ),
                ("is_published", models.BooleanField(default=False, verbose_name="terbit")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber keterangan")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_free", False), ("fee__isnull", True), _connector="OR"),
                        name="free_program_takes_no_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee", 0), _negated=True), name="program_without_fee_says_free"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_published", True), ("published_at__isnull", False)),
                            models.Q(
                                models.Q(("is_published", True), _negated=True),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="program_published_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="program_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Planted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planted",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("program", "table"), name="planted_once_per_table")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="sampai")),
                ("covered_until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=200, verbose_name="alasan")),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="pause_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="pause_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="tanggal menurut jadwal")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cancelled", "dibatalkan"),
                            ("moved", "dipindah"),
                            ("added", "ditambah"),
                            ("decided", "diputuskan buka"),
                        ],
                        max_length=10,
                        verbose_name="perubahan",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="dipindah ke tanggal")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="mulai")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="selesai")),
                ("place_text", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "planned_on"), name="change_once_per_occurrence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["cancelled", "moved", "added", "decided"])),
                        name="change_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes", None), ("opens", None)),
                            ("closes__gt", models.F("opens")),
                            _connector="OR",
                        ),
                        name="change_hours_end_after_their_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["cancelled", "moved"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_of_a_promise_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="change_revision_starts_at_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="berakhir pada")),
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="programs.program",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="berlaku mulai")),
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("weekly", "pada hari yang sama setiap pekan"),
                            ("monthly", "pada hari ke-sekian setiap bulan"),
                            ("dates", "pada tanggal yang didaftar (keliling)"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="pola",
                    ),
                ),
                (
                    "weekdays",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Senin 1, Selasa 2, Rabu 4, …", verbose_name="hari"
                    ),
                ),
                ("every", models.PositiveSmallIntegerField(default=1, verbose_name="setiap berapa pekan")),
                ("anchor", models.DateField(blank=True, null=True, verbose_name="dihitung dari pekan")),
                (
                    "nths",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="pertama 1, … terakhir 32", verbose_name="ke berapa"
                    ),
                ),
                (
                    "on_holidays",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "buka juga pada libur nasional"),
                            ("closed", "tutup pada libur nasional"),
                            ("ask", "libur nasional perlu keputusan"),
                            ("same", "libur nasional tidak mengubah jadwal"),
                        ],
                        max_length=10,
                        verbose_name="pada libur nasional",
                    ),
                ),
                (
                    "counts_joint_leave",
                    models.BooleanField(default=False, verbose_name="cuti bersama dihitung sebagai libur"),
                ),
                (
                    "uses_office_hours",
                    models.BooleanField(default=False, verbose_name="menurut jam kerja kantor"),
                ),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="mulai")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="selesai")),
                ("ramadan_opens", models.TimeField(blank=True, null=True, verbose_name="mulai (Ramadan)")),
                ("ramadan_closes", models.TimeField(blank=True, null=True, verbose_name="selesai (Ramadan)")),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="programs.series",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "starts_on"), name="rule_once_a_day_per_series"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern__in", ["weekly", "monthly", "dates"])),
                        name="rule_pattern_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_holidays", ""),
                            ("on_holidays__in", ["open", "closed", "ask", "same"]),
                            _connector="OR",
                        ),
                        name="rule_holiday_word_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekdays__lte", 127)), name="rule_weekdays_are_seven"
                    ),
                    models.CheckConstraint(condition=models.Q(("nths__lte", 63)), name="rule_nths_are_six"),
                    models.CheckConstraint(
                        condition=models.Q(("every__gte", 1), ("every__lte", 52)),
                        name="rule_every_1_to_52_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes", None), ("opens", None)),
                            ("closes__gt", models.F("opens")),
                            _connector="OR",
                        ),
                        name="rule_hours_end_after_their_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ramadan_closes", None), ("ramadan_opens", None)),
                            ("ramadan_closes__gt", models.F("ramadan_opens")),
                            _connector="OR",
                        ),
                        name="rule_ramadan_hours_end_after_their_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "season",
                    models.CharField(
                        choices=[("normal", "biasa"), ("ramadan", "Ramadan")],
                        default="normal",
                        max_length=10,
                        verbose_name="masa",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(help_text="0 = Senin", verbose_name="hari")),
                ("opens", models.TimeField(verbose_name="mulai")),
                ("closes", models.TimeField(verbose_name="selesai")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weekday_hours",
                        to="programs.ruleversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "season", "weekday"), name="rule_hours_once_per_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="rule_hours_weekday_is_0_to_6"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="weekday_hours_end_after_their_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("season__in", ["normal", "ramadan"])),
                        name="rule_hours_season_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RotaDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="tanggal")),
                ("place_text", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                ("crew", models.CharField(blank=True, max_length=80, verbose_name="regu meja")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="mulai")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rota",
                        to="programs.ruleversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on"], name="programs_ro_on_b0295a_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "on"), name="rota_day_once_per_rule"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes", None), ("opens", None)),
                            ("closes__gt", models.F("opens")),
                            _connector="OR",
                        ),
                        name="rota_hours_end_after_their_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="tanggal menurut jadwal")),
                ("on", models.DateField(verbose_name="tanggal")),
                ("starts_at", models.DateTimeField(verbose_name="mulai")),
                ("ends_at", models.DateTimeField(verbose_name="selesai")),
                ("place_text", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "sesuai jadwal"),
                            ("needs_decision", "perlu keputusan"),
                            ("cancelled", "dibatalkan"),
                            ("moved", "diubah"),
                            ("closed", "selesai"),
                        ],
                        default="planned",
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=250, verbose_name="alasan")),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "flagged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ditandai belum ada petugas"),
                ),
                (
                    "told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diumumkan belum ada petugas"),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["on"], name="programs_se_on_621f6b_idx"),
                    models.Index(fields=["program", "on"], name="programs_se_program_7a5a21_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("program", "starts_at"),
                        name="session_once_per_program_and_moment",
                    ),
                    models.UniqueConstraint(
                        fields=("program", "planned_on"), name="session_once_per_occurrence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="session_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "needs_decision", "cancelled", "moved", "closed"])
                        ),
                        name="session_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_at", None), ("flagged_at__isnull", False), _connector="OR"),
                        name="session_flagged_before_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="memastikan pada")),
                ("rest_on", models.DateField(blank=True, null=True, verbose_name="libur pengganti")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster",
                        to="programs.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="roster_person_once_per_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rest_on", None), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="rest_day_only_for_confirmed_duty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offers", models.CharField(blank=True, max_length=200, verbose_name="yang dilayani")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="memastikan pada")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desks",
                        to="programs.session",
                    ),
                ),
                ("crew", models.CharField(blank=True, max_length=80, verbose_name="regu")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "agency"), name="desk_once_per_agency")
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("code", "kode kehadiran"), ("list", "daftar nama")],
                        max_length=4,
                        verbose_name="cara",
                    ),
                ),
                ("nonce", models.BinaryField(default=balai.base.sealing.new_nonce, max_length=17)),
                ("code_hash", models.BinaryField(max_length=33)),
                ("name_hash", models.BinaryField(blank=True, max_length=33, null=True)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("residents", "warga"),
                            ("rt_rw", "RT dan RW"),
                            ("kelurahan", "kelurahan"),
                            ("kecamatan", "kecamatan"),
                            ("agency", "instansi"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="kelompok",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="rincian kelompok")),
                ("client_id", models.UUIDField(blank=True, null=True, verbose_name="nomor dari perangkat")),
                ("at", models.DateTimeField(verbose_name="tercatat")),
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
                    "identity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.identity",
                        verbose_name="identitas",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="programs.session",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "at"], name="attendance_by_moment")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "code_hash"), name="attendance_code_once_per_session"
                    ),
                    models.UniqueConstraint(
                        fields=("session", "identity"), name="attendance_identity_once_per_session"
                    ),
                    models.UniqueConstraint(
                        fields=("session", "name_hash"), name="attendance_name_once_per_session"
                    ),
                    models.UniqueConstraint(fields=("client_id",), name="attendance_client_id_once"),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["code", "list"])), name="attendance_way_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group", ""),
                            ("group__in", ["residents", "rt_rw", "kelurahan", "kecamatan", "agency"]),
                            _connector="OR",
                        ),
                        name="attendance_group_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way", "list"),
                            models.Q(("identity", None), ("name_hash", None)),
                            _connector="OR",
                        ),
                        name="attendance_named_on_the_list_only",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way", "code"), ("by__isnull", False), _connector="OR"),
                        name="attendance_listed_by_an_officer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=balai.base.codes.new_code,
                        max_length=8,
                        unique=True,
                        verbose_name="kode ruang",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="dibuat")),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hall",
                        to="programs.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="tema")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="yang dibahas")),
                ("changed_at", models.DateTimeField(verbose_name="diubah")),
                (
                    "services",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="catalogue.service", verbose_name="layanan terkait"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan",
                        to="programs.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HeadCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("residents", "warga"),
                            ("rt_rw", "RT dan RW"),
                            ("kelurahan", "kelurahan"),
                            ("kecamatan", "kecamatan"),
                            ("agency", "instansi"),
                        ],
                        max_length=10,
                        verbose_name="kelompok",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="rincian")),
                ("label_key", models.CharField(blank=True, max_length=80)),
                ("number", models.PositiveSmallIntegerField(verbose_name="jumlah orang")),
                (
                    "source",
                    models.CharField(
                        choices=[("sheet", "dari lembar kertas"), ("device", "dari HP di lapangan")],
                        max_length=6,
                        verbose_name="cara",
                    ),
                ),
                ("reporter", models.CharField(blank=True, max_length=80, verbose_name="dilaporkan oleh")),
                ("client_id", models.UUIDField(blank=True, null=True, verbose_name="nomor dari perangkat")),
                ("at", models.DateTimeField(verbose_name="tercatat")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counted", "dihitung"),
                            ("conflict", "bertentangan"),
                            ("aside", "disisihkan"),
                        ],
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="diputuskan")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.session",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "state"], name="head_count_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "counted")),
                        fields=("session", "group", "label_key"),
                        name="head_count_counted_once_per_group",
                    ),
                    models.UniqueConstraint(fields=("client_id",), name="head_count_client_id_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 5000)),
                        name="head_count_is_a_number_of_heads",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group__in", ["residents", "rt_rw", "kelurahan", "kecamatan", "agency"])
                        ),
                        name="head_count_group_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["counted", "conflict", "aside"])),
                        name="head_count_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["sheet", "device"])),
                        name="head_count_source_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "device"), _negated=True),
                            ("client_id__isnull", False),
                            _connector="OR",
                        ),
                        name="head_count_of_a_device_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="head_count_set_aside_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("state", "conflict"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="head_count_decided_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            models.Q(
                                models.Q(("decided_at__isnull", False), _negated=True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="head_count_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None), ("decided_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="head_count_decided_after_it_came",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="judul")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.file"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="programs.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="material_has_a_title"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="urutan")),
                ("title", models.CharField(max_length=120, verbose_name="acara")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="menit")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="programs.plan"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "place"), name="agenda_item_once_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1)), name="agenda_item_takes_a_minute"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="agenda_item_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outside", models.CharField(blank=True, max_length=120, verbose_name="lembaga luar")),
                ("role", models.CharField(max_length=120, verbose_name="peran")),
                ("comes_as", models.CharField(blank=True, max_length=120, verbose_name="yang datang")),
                ("nonce", models.BinaryField(default=balai.base.sealing.new_nonce, max_length=17)),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("invited", "menunggu konfirmasi"),
                            ("confirmed", "hadir"),
                            ("declined", "tidak bisa hadir"),
                            ("withdrawn", "undangan ditarik"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="jawaban",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="alasan")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="dijawab")),
                ("invited_at", models.DateTimeField(verbose_name="diundang")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="jadwal yang dijawab")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="programs.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", False), ("outside", "")),
                            models.Q(("agency", None), models.Q(("outside", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="speaker_is_one_body",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False)),
                        fields=("session", "agency"),
                        name="speaker_agency_once_per_session",
                    ),
                    models.UniqueConstraint(
                        models.F("session"),
                        django.db.models.functions.text.Lower("outside"),
                        condition=models.Q(("outside", ""), _negated=True),
                        name="speaker_outside_once_per_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["invited", "confirmed", "declined", "withdrawn"])),
                        name="speaker_answer_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="speaker_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "invited"), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", "invited"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="speaker_answered_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", ""), _negated=True), name="speaker_has_a_role"
                    ),
                ],
            },
        ),
    ]
