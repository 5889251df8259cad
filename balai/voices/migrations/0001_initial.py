import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "untuk umum"), ("inside", "di dalam kantor")],
                        max_length=8,
                        verbose_name="untuk",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "month",
                    models.PositiveSmallIntegerField(help_text="0 = the whole year", verbose_name="bulan"),
                ),
                ("size", models.PositiveIntegerField(verbose_name="banyak angka")),
                ("frozen_at", models.DateTimeField(verbose_name="dibekukan")),
                (
                    "figures_sealed",
                    models.TextField(blank=True, help_text="true figures: the year adds them up"),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "audience", "year", "month"), name="period_frozen_once_per_audience"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "inside"])),
                        name="period_audience_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__lte", 12)), name="period_is_a_month_or_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience", "inside"), ("figures_sealed", ""), _connector="OR"),
                        name="period_for_the_public_holds_no_true_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "untuk umum"), ("inside", "di dalam kantor")], max_length=8
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        choices=[
                            ("all", "semua suara"),
                            ("ordinary", "suara di luar topik peka"),
                            ("topic", "topik"),
                            ("kind", "jenis"),
                            ("channel", "lewat"),
                            ("ending", "akhir"),
                            ("days", "lama dijawab"),
                            ("sensitive", "topik peka"),
                            ("area", "kelurahan"),
                        ],
                        max_length=10,
                        verbose_name="tabel",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="baris")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="jumlah")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="voices.period"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "table", "key"), name="cell_once_per_period"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "table__in",
                                [
                                    "all",
                                    "ordinary",
                                    "topic",
                                    "kind",
                                    "channel",
                                    "ending",
                                    "days",
                                    "sensitive",
                                    "area",
                                ],
                            )
                        ),
                        name="cell_table_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count", None),
                            models.Q(("audience", "public"), ("count__gte", 10)),
                            models.Q(("audience", "inside"), ("count__gte", 5)),
                            _connector="OR",
                        ),
                        name="cell_never_shows_a_few",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="usulan")),
                ("what", models.CharField(max_length=600, verbose_name="yang diusulkan")),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("proposed", "diusulkan"),
                            ("accepted", "diterima"),
                            ("refused", "ditolak"),
                            ("done", "sudah dilaksanakan"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="nasib",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("proposed_at", models.DateTimeField(verbose_name="diusulkan")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="diputus")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="dikabarkan")),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.cell",
                        verbose_name="yang didengar",
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
                "indexes": [models.Index(fields=["office", "proposed_at"], name="proposal_by_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("what", ""), _negated=True)
                        ),
                        name="proposal_says_what_it_wants",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fate__in", ["proposed", "accepted", "refused", "done"])),
                        name="proposal_fate_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("fate", "proposed")),
                            models.Q(
                                models.Q(("fate", "proposed"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="nama")),
                ("query", models.CharField(max_length=200, verbose_name="saringan")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "name"), name="saved_view_name_once_per_officer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="nama")),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="counted by regency and year only; never by month or kelurahan",
                        verbose_name="peka",
                    ),
                ),
                ("place_in_list", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                ("is_active", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="topic_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "naming",
                    models.CharField(
                        choices=[
                            ("named", "dengan nama"),
                            ("anonim", "anonim"),
                            ("tanpa_nama", "tanpa nama"),
                        ],
                        max_length=10,
                        verbose_name="penyebutan nama",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("room", "ruang curhat"),
                            ("desk", "loket"),
                            ("web", "lewat internet"),
                            ("paper", "kertas"),
                            ("phone", "telepon"),
                            ("street", "di lapangan"),
                        ],
                        max_length=10,
                        verbose_name="lewat",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("unknown", "belum jelas"),
                            ("waiting", "menunggu terlalu lama"),
                            ("unclear", "aturan atau syarat tidak jelas"),
                            ("conduct", "sikap petugas"),
                            ("levy", "pungutan"),
                            ("missing", "sarana rusak atau tidak ada"),
                            ("money", "kesulitan biaya"),
                            ("rights", "data atau hak belum tercatat"),
                            ("family", "masalah keluarga"),
                            ("neighbours", "masalah lingkungan tetangga"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="akar masalah",
                    ),
                ),
                ("text_sealed", models.TextField(blank=True, verbose_name="yang disampaikan")),
                ("masked_sealed", models.TextField(blank=True, verbose_name="tanpa orang")),
                (
                    "signs",
                    models.CharField(
                        blank=True,
                        help_text="separated by spaces",
                        max_length=80,
                        verbose_name="tanda bahaya",
                    ),
                ),
                ("may_quote", models.BooleanField(default=False, verbose_name="kata-katanya boleh dikutip")),
                (
                    "read_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dibacakan kembali"),
                ),
                (
                    "told_move",
                    models.PositiveBigIntegerField(
                        default=0, help_text="the last step of the case that was reported to the person"
                    ),
                ),
                ("keep_until", models.DateField(blank=True, null=True, verbose_name="disimpan sampai")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="dihapus")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "identity",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.identity",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.session",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.topic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["topic", "area"], name="voice_by_topic_and_area"),
                    models.Index(
                        condition=models.Q(("erased_at", None), ("keep_until__isnull", False)),
                        fields=["keep_until"],
                        name="voice_to_erase",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("naming__in", ["named", "anonim", "tanpa_nama"])),
                        name="voice_naming_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["room", "desk", "web", "paper", "phone", "street"])
                        ),
                        name="voice_channel_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                [
                                    "unknown",
                                    "waiting",
                                    "unclear",
                                    "conduct",
                                    "levy",
                                    "missing",
                                    "money",
                                    "rights",
                                    "family",
                                    "neighbours",
                                ],
                            )
                        ),
                        name="voice_cause_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("naming", "tanpa_nama"), _negated=True),
                            ("identity", None),
                            _connector="OR",
                        ),
                        name="voice_tanpa_nama_has_no_identity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(("identity", None), ("masked_sealed", ""), ("text_sealed", "")),
                            _connector="OR",
                        ),
                        name="voice_erased_keeps_no_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("masked_sealed", ""), ("text_sealed", ""), ("erased_at__isnull", False)
                            ),
                            models.Q(
                                models.Q(("masked_sealed", ""), ("text_sealed", ""), _negated=True),
                                ("erased_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="voice_says_something_until_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=8, verbose_name="nomor antrean")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("talking", "sedang bercerita"),
                            ("told", "tercatat"),
                            ("untold", "didengar tanpa catatan"),
                        ],
                        default="talking",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("asked", "ditanyakan"),
                            ("given", "boleh dicatat"),
                            ("refused", "tidak dicatat"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="boleh dicatat?",
                    ),
                ),
                ("draft_sealed", models.TextField(blank=True, verbose_name="catatan sementara")),
                ("draft_revision", models.PositiveIntegerField(default=0)),
                ("began_at", models.DateTimeField(verbose_name="mulai")),
                ("kept_at", models.DateTimeField(blank=True, null=True, verbose_name="tersimpan")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "listener",
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
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.session",
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.voice",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "began_at"], name="hearing_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["talking", "told", "untold"])),
                        name="hearing_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreement__in", ["asked", "given", "refused"])),
                        name="hearing_agreement_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreement", "given"),
                            models.Q(("draft_sealed", ""), ("voice", None)),
                            _connector="OR",
                        ),
                        name="hearing_nothing_written_without_agreement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "told"), ("voice__isnull", False)),
                            models.Q(models.Q(("state", "told"), _negated=True), ("voice__isnull", True)),
                            _connector="OR",
                        ),
                        name="hearing_told_exactly_with_a_voice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "talking"), _negated=True), ("ended_at__isnull", False)
                            ),
                            models.Q(("state", "talking"), ("ended_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="hearing_ended_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "talking"), ("draft_sealed", ""), _connector="OR"),
                        name="hearing_draft_goes_when_it_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "talking")),
                        fields=("listener",),
                        name="hearing_one_at_a_time_per_listener",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("heard", models.CharField(max_length=300, verbose_name="kami dengar")),
                ("done", models.CharField(max_length=600, verbose_name="kami lakukan")),
                ("done_by", models.CharField(max_length=120, verbose_name="oleh (jabatan)")),
                ("done_on", models.DateField(verbose_name="pada tanggal")),
                ("published_at", models.DateTimeField(verbose_name="diterbitkan")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="dikabarkan")),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voices.cell",
                        verbose_name="yang didengar",
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
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "published_at"], name="deed_by_office"),
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["published_at"], name="deed_to_tell"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heard", ""), _negated=True), models.Q(("done", ""), _negated=True)
                        ),
                        name="deed_says_what_was_heard_and_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_by", ""), _negated=True), name="deed_says_by_whom"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "national",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("119", "119 (gawat darurat kesehatan)"),
                            ("110", "110 (polisi)"),
                            ("129", "SAPA 129 (kekerasan pada perempuan dan anak)"),
                            ("119-8", "119 tekan 8 (kesehatan jiwa)"),
                            ("112", "112 (darurat)"),
                        ],
                        max_length=8,
                        verbose_name="nomor nasional",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="siapa")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="nomor")),
                ("is_active_here", models.BooleanField(default=True, verbose_name="aktif di sini")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("national", ""), _negated=True),
                        fields=("office", "national"),
                        name="help_number_national_once_per_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("label", ""),
                                ("national__in", ["119", "110", "129", "119-8", "112"]),
                                ("number", ""),
                            ),
                            models.Q(
                                ("national", ""),
                                models.Q(("label", ""), _negated=True),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="help_number_is_national_or_of_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kinds",
                    models.CharField(help_text="separated by spaces", max_length=160, verbose_name="jenis"),
                ),
                ("is_room", models.BooleanField(default=False, verbose_name="ruang dengar")),
                ("is_from_home", models.BooleanField(default=True, verbose_name="dari rumah")),
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programs.program"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kinds", ""), _negated=True),
                        name="intake_takes_one_kind_at_least",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("with_identity", models.BooleanField(default=False, verbose_name="dengan nama")),
                ("agreed_at", models.DateTimeField(verbose_name="disetujui")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ditarik kembali")),
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
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_with",
                        to="voices.voice",
                    ),
                ),
                (
                    "outside",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="lembaga luar"),
                ),
                (
                    "text_version",
                    models.CharField(default="", max_length=20, verbose_name="kata-kata persetujuan"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "office"), name="sharing_once_per_office"),
                    models.UniqueConstraint(
                        condition=models.Q(("office", None)),
                        fields=("voice", "outside"),
                        name="sharing_once_per_outside_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office__isnull", False), ("outside", "")),
                            models.Q(("office", None), models.Q(("outside", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sharing_is_with_one_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text_version", ""), _negated=True),
                        name="sharing_agreed_in_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("with_identity", False), ("office__isnull", False), _connector="OR"
                        ),
                        name="sharing_gives_no_name_outside",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked", models.PositiveIntegerField(default=0, help_text="the last number that was given")),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("incoming", "baru masuk"),
                            ("shortlist", "menunggu dibahas"),
                            ("live", "sedang dibahas"),
                            ("answered", "dijawab"),
                            ("follow_up", "ditindaklanjuti"),
                            ("hidden", "disembunyikan"),
                        ],
                        default="incoming",
                        max_length=10,
                        verbose_name="keadaan di papan",
                    ),
                ),
                (
                    "hidden_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("names", "menyebut atau menuduh seseorang"),
                            ("private", "memuat data pribadi"),
                            ("insult", "kata kasar atau kebencian"),
                            ("same", "sama dengan pertanyaan lain"),
                            ("off_topic", "di luar topik, dijawab lewat kantor"),
                            ("advert", "iklan atau bukan pertanyaan"),
                            ("safety", "menyangkut keselamatan seseorang"),
                        ],
                        max_length=10,
                        verbose_name="alasan",
                    ),
                ),
                ("words_sealed", models.TextField(blank=True, verbose_name="kata-kata di papan")),
                ("answer_sealed", models.TextField(blank=True, verbose_name="jawaban di papan")),
                ("shown_at", models.DateTimeField(blank=True, null=True, verbose_name="ditampilkan sejak")),
                ("moved_at", models.DateTimeField(blank=True, null=True, verbose_name="diubah")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.session"
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.voice"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "state", "number"], name="question_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "number"), name="question_number_once_per_session"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "live")),
                        fields=("session",),
                        name="question_live_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="question_numbers_start_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["incoming", "shortlist", "live", "answered", "follow_up", "hidden"],
                            )
                        ),
                        name="question_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "hidden_reason__in",
                                    ["names", "private", "insult", "same", "off_topic", "advert", "safety"],
                                ),
                                ("state", "hidden"),
                            ),
                            models.Q(models.Q(("state", "hidden"), _negated=True), ("hidden_reason", "")),
                            _connector="OR",
                        ),
                        name="question_hidden_for_a_published_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("shortlist", "live")), _negated=True),
                            ("shown_at__isnull", False),
                            _connector="OR",
                        ),
                        name="question_shown_once_it_waits_or_is_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "incoming"), _negated=True),
                            ("shown_at", None),
                            _connector="OR",
                        ),
                        name="question_incoming_is_seen_by_officers_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_hash", models.BinaryField(blank=True, max_length=33, null=True)),
                ("at", models.DateTimeField()),
                (
                    "attendance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programs.attendance",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="voices.question",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("attendance__isnull", False)),
                        fields=("question", "attendance"),
                        name="support_once_per_attendance",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("client_hash__isnull", False)),
                        fields=("question", "client_hash"),
                        name="support_once_per_client_outside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attendance__isnull", False), ("client_hash", None)),
                            models.Q(("attendance", None), ("client_hash__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_is_from_here_or_from_outside",
                    ),
                ],
            },
        ),
    ]
