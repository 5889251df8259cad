"""What everybody sees: finding, one service, what to bring, print, rights."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from balai.catalogue.rules.content import ConditionRow, FeeRow
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sunday_morning(at: Callable[[datetime], None]) -> None:
    at(make.NOW)


def page(client: Client, address: str, status: int = 200, **asked: Any) -> str:
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


class TestFinding:
    def test_a_daily_question_finds_its_service_with_cost_and_time(self, client: Client) -> None:
        make.services()
        seen = page(client, "/cari/", q="ktp ilang")
        assert 'href="/layanan/ktp-el-hilang/"' in seen
        assert "Gratis" in seen
        assert "Paling lama 24 jam" in seen

    def test_no_good_match_says_so_and_offers_ways_on(self, client: Client) -> None:
        make.services()
        seen = page(client, "/cari/", q="paspor")
        assert "Belum ketemu" in seen
        assert "Pilih dari keadaan Anda" in seen
        assert "Petugas di loket" in seen

    def test_an_unknown_word_is_admitted(self, client: Client) -> None:
        make.services()
        assert "Kami belum yakin" in page(client, "/cari/", q="stnk hilang")

    def test_what_was_asked_is_shown_as_text(self, client: Client) -> None:
        assert "<script>alert" not in page(client, "/cari/", q="<script>alert(1)</script>")

    def test_an_empty_question_shows_life_events(self, client: Client) -> None:
        assert "Keluarga meninggal" in page(client, "/cari/")

    def test_finding_asks_the_database_the_same_few_times(
        self, client: Client, django_assert_max_num_queries
    ) -> None:
        make.services()
        page(client, "/cari/", q="ktp")
        with django_assert_max_num_queries(6):
            page(client, "/cari/", q="kk")

    def test_all_services_stand_by_life_event(self, client: Client, django_assert_max_num_queries) -> None:
        make.services()
        with django_assert_max_num_queries(5):
            seen = page(client, "/layanan/")
        assert seen.index("Keluarga meninggal") < seen.index("Akta kematian")

    def test_a_service_that_is_not_offered_is_not_found(self, client: Client) -> None:
        service = make.service("KTP-el hilang")
        type(service).objects.update(is_active=False)
        page(client, f"/layanan/{service.slug}/", status=404)


class TestService:
    def test_cost_and_time_stand_first(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/ktp-el-hilang/")
        assert seen.index("Biaya") < seen.index("Waktu") < seen.index("Syarat") < seen.index("Langkahnya")
        assert "Surat pengantar RT/RW tidak diperlukan" in seen

    def test_what_the_office_does_and_does_not(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/kk-baru/")
        assert "Diteruskan dan dipantau" in seen
        assert "Yang bukan wewenang kami" in seen

    def test_a_page_takes_the_same_queries_however_long(
        self, client: Client, django_assert_max_num_queries
    ) -> None:
        make.services()
        for slug in ("ktp-el-rusak", "ahli-waris"):
            with django_assert_max_num_queries(12):
                page(client, f"/layanan/{slug}/")

    def test_a_fee_that_is_paid_elsewhere_says_so(self, client: Client) -> None:
        make.services()
        assert "Meterai, dibeli sendiri: Rp10.000" in page(client, "/layanan/ahli-waris/")

    def test_the_offices_own_standard_goes_before_the_template(self, client: Client) -> None:
        own = make.standard(says=make.content(fees=(FeeRow("Retribusi", 5_000),)))
        assert "Rp5.000" in page(client, f"/layanan/{own.service.slug}/")

    def test_with_two_offices_one_chooses(self, client: Client) -> None:
        service = make.service()
        for amount in (5_000, 6_000):
            make.standard(service, office=make.office(), says=make.content(fees=(FeeRow("Jasa", amount),)))
        assert "Gratis" in page(client, f"/layanan/{service.slug}/")
        chosen = service.standards.exclude(office=None).latest("pk").office
        assert chosen
        assert "Rp6.000" in page(client, f"/layanan/{service.slug}/", kantor=chosen.slug)

    def test_a_draft_is_never_public(self, client: Client) -> None:
        draft = make.draft(says=make.content(fees=(FeeRow("Retribusi", 7_000),)))
        assert "Rp7.000" not in page(client, f"/layanan/{draft.service.slug}/")

    def test_what_must_be_confirmed_is_never_hidden(self, client: Client) -> None:
        service = make.service(says=make.content(requirements=(make.requirement(confirm="Dari berita."),)))
        seen = page(client, f"/layanan/{service.slug}/")
        assert "Masih dipastikan kantor." in seen
        assert "Surat keterangan kehilangan: Dari berita." in seen

    def test_an_old_version_stays_readable_at_its_day(self, client: Client) -> None:
        own = make.standard(says=make.content(fees=(FeeRow("Retribusi", 5_000),)))
        seen = page(client, f"/layanan/{own.service.slug}/2026-05-23/")
        assert "Ini standar lama" in seen
        assert "Gratis" in seen

    def test_before_the_first_version_there_is_nothing(self, client: Client) -> None:
        service = make.service(valid_from=date(2026, 5, 1))
        page(client, f"/layanan/{service.slug}/2026-04-30/", status=404)
        page(client, f"/layanan/{service.slug}/2026-13-45/", status=404)

    def test_all_versions_are_listed(self, client: Client) -> None:
        own = make.standard()
        seen = page(client, f"/layanan/{own.service.slug}/riwayat/")
        assert f"/layanan/{own.service.slug}/2026-05-24/" in seen

    def test_six_or_fourteen_components_are_printed(self, client: Client) -> None:
        make.services()
        six = page(client, "/layanan/kk-baru/cetak/6/")
        fourteen = page(client, "/layanan/kk-baru/cetak/14/")
        assert "Evaluasi kinerja pelaksana" not in six
        assert fourteen.count('<th scope="row">') == 14
        assert "Belum diisi kantor" in fourteen
        page(client, "/layanan/kk-baru/cetak/7/", status=404)


class TestChecklist:
    def test_questions_come_first(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/akta-kelahiran/bawa/")
        assert "Anak belum punya surat keterangan lahir?" in seen
        assert "Centang yang sudah ada" not in seen

    def test_without_questions_the_list_comes_at_once(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/ktp-el-hilang/bawa/")
        assert "Surat keterangan kehilangan dari kepolisian" in seen
        assert "Siap!" not in seen

    def test_an_unanswered_question_is_asked_again(self, client: Client) -> None:
        make.services()
        assert "Pilih salah satu" in page(client, "/layanan/kk-hilang/bawa/", lanjut=1)

    def test_an_answer_changes_the_list(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/kk-hilang/bawa/", lanjut=1, hilang="rusak")
        assert "Kartu keluarga (KK) yang rusak" in seen
        assert "kepolisian" not in seen

    def test_what_is_missing_is_said_with_where_to_get_it(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/ktp-el-hilang/bawa/", lanjut=1, periksa=1)
        assert "Masih kurang 1" in seen
        assert "Kantor polisi terdekat" in seen

    def test_who_has_everything_is_ready(self, client: Client) -> None:
        make.services()
        seen = page(client, "/layanan/ktp-el-hilang/bawa/", lanjut=1, periksa=1, ada="surat-polisi")
        assert "Siap!" in seen

    def test_a_missing_birth_note_is_told_on_thursday(self, client: Client) -> None:
        """MSC-4: told before coming, with the way out."""
        make.services()
        answers: dict[str, Any] = {
            "lanjut": 1,
            "tanpa-surat-lahir": "tidak",
            "tanpa-buku-nikah": "tidak",
            "ditemukan": "tidak",
            "lewat-60-hari": "tidak",
        }
        seen = page(client, "/layanan/akta-kelahiran/bawa/", periksa=1, ada=["kk", "buku-nikah"], **answers)
        assert "Surat keterangan lahir" in seen
        assert "Rumah sakit atau bidan" in seen

    def test_a_situation_that_leads_elsewhere_says_where(self, client: Client) -> None:
        make.services()
        answers: dict[str, Any] = {"lanjut": 1, "di-bawah-19": "ya", "di-bawah-21": "ya"}
        seen = page(client, "/layanan/dispensasi-nikah/bawa/", **answers)
        assert "dispensasi pengadilan" in seen
        assert "Siap!" not in seen
        assert "Centang yang sudah ada" not in seen

    def test_strange_answers_do_no_harm(self, client: Client) -> None:
        says = make.content(conditions=(ConditionRow("a", "Menumpang?", "menumpang"),))
        service = make.service(says=says)
        seen = page(client, f"/layanan/{service.slug}/bawa/", lanjut=1, a="<b>", ada="x", periksa=1)
        assert "<b>" not in seen

    def test_the_list_takes_the_same_queries_however_long(
        self, client: Client, django_assert_max_num_queries
    ) -> None:
        make.services()
        with django_assert_max_num_queries(9):
            page(client, "/layanan/ahli-waris/bawa/", lanjut=1)


def test_rights_and_duties(client: Client) -> None:
    seen = page(client, "/hak-dan-kewajiban/")
    assert seen.count("<li><h3>") == 9 + 3
    assert "ombudsman.go.id" in seen
