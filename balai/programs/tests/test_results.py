"""What a work day got done, in people's own units (GR-3), and the month of an RW (GR-9)."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.documents import actions as documents
from balai.documents.scanners.clamav_fake import FakeClamAV
from balai.documents.tests.conftest import workshop_here as workshop_here
from balai.field import actions as phones
from balai.people.rules import Role
from balai.programs import actions, field
from balai.programs.models import Result
from balai.programs.results import months_of, rw_month, worked
from balai.programs.rules.attendance import KEEP, Group
from balai.programs.rules.head_counts import CountState
from balai.programs.rules.results import MEASURES, SUMMED, Sums, in_words, read_amount
from tests import make

FRIDAY = date(2026, 5, 22)
amounts = st.decimals(min_value="0.01", max_value=9999, places=2)


class TestAmounts:
    @pytest.mark.parametrize(
        ("typed", "means"),
        [("500", "500"), ("12,5", "12.5"), ("12.5", "12.5"), ("1.250", "1250"), ("1.250,5", "1250.5")],
    )
    def test_numbers_are_read_as_people_write_them(self, typed, means):
        assert read_amount(typed) == Decimal(means)
        assert read_amount(in_words(Decimal(means))) == Decimal(means)

    @pytest.mark.parametrize("typed", ["lima", "-5", "1,2,3", "5 m", "1e3", "1.25.0", "٣"])
    def test_what_is_no_number_is_refused(self, typed):
        with pytest.raises(RuleBroken, match="Tulis angka"):
            read_amount(typed)

    @given(st.lists(st.dictionaries(st.sampled_from([m.name for m in MEASURES]), amounts), max_size=8))
    def test_each_unit_is_summed_by_itself_and_nothing_becomes_another(self, told):
        sums = Sums()
        for each in told:
            sums.add(each)
        for measure in SUMMED:
            assert sums.amounts.get(measure.name, 0) == sum(each.get(measure.name, 0) for each in told)
        assert set(sums.amounts) <= {measure.name for measure in SUMMED}


@pytest.fixture
def program():
    return make.work_program()


@pytest.fixture
def session(program, at):
    row = make.session(program=program, on=FRIDAY)
    at(row.ends_at)
    return row


def told(session, **more):
    return make.result(session, now=session.starts_at, **more)


def states():
    return list(Result.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
class TestTotals:
    def test_500_m_100_sacks_and_3_trucks_stay_exactly_that(
        self, program, session, django_assert_num_queries
    ):
        """GR-3."""
        told(session)
        with django_assert_num_queries(2):
            (month,) = months_of(program, 2026)
        (row,) = month.rws
        assert (month.name, row.name, row.held) == ("Mei 2026", "RW 02", 1)
        assert row.sums.words == month.sums.words == "500 m saluran, 100 karung, 3 truk"
        assert worked(session).sums.parts == [("500", "m saluran"), ("100", "karung"), ("3", "truk")]

    def test_months_and_rws_are_apart_and_what_waits_counts_nowhere(
        self, program, session, django_assert_num_queries
    ):
        earlier = make.session(program=program, on=date(2026, 4, 24))
        make.result(earlier, now=session.ends_at, drain_m=Decimal("12.5"), silt_cm=30, width_m=2)
        told(session)
        told(session, rw=3, drain_m=20, carts=4)
        told(session, rw=None, street="Lorong Rekaan", sacks=7)
        for number in (1, 2):
            told(session, rw=1, street="Gang Rekaan", sacks=number)
        with django_assert_num_queries(2):
            found = months_of(program, 2026)
        assert [(m.name, [(r.name, r.sums.words) for r in m.rws]) for m in found] == [
            (
                "Mei 2026",
                [
                    ("RW 02", "500 m saluran, 100 karung, 3 truk"),
                    ("RW 03", "20 m saluran, 4 gerobak"),
                    ("RW tidak disebut", "7 karung"),
                ],
            ),
            ("April 2026", [("RW 02", "12,5 m saluran")]),
        ]

    def test_nothing_at_all_is_no_result_and_too_much_is_a_slip(self, session):
        for wrong, said in (
            ({"sacks": 0}, "paling sedikit satu"),
            ({"sacks": 2.5}, "bilangan bulat"),
            ({"sacks": 100_001}, "sampai 100.000"),
            ({"drain_m": -1}, "tulis angka"),
            ({"drain_m": 1.234}, "dua desimal"),
            ({"sacks": 1, "street": " "}, "nama jalan"),
            ({"sacks": 1, "rw": 1000}, "Nomor RW"),
            ({"sacks": 1, "tools": "Hubungi 0899 0000 0001"}, "memuat nomor"),
        ):
            with pytest.raises(RuleBroken, match=said):
                told(session, **wrong)
        assert not Result.objects.exists()


@pytest.mark.django_db
class TestConflicts:
    def test_two_reports_of_one_segment_are_kept_and_the_head_picks(self, session):
        told(session, sacks=100)
        right = told(session, street="jalan DI  Panjaitan", sacks=110)
        assert states() == ["conflict", "conflict"]
        assert (worked(session).sums.words, worked(session).conflicts) == ("", 1)
        with pytest.raises(RuleBroken, match="bertentangan"):
            worked(session).require_decided()
        with pytest.raises(PermissionDenied):
            actions.pick_result(result=right, reason="Dihitung.", by=right.by, now=session.ends_at)
        head = make.head(session.program.office)
        actions.pick_result(result=right, reason="Dihitung bersama.", by=head, now=session.ends_at)
        assert states() == ["aside", "counted"]
        assert worked(session).sums.words == "110 karung"

    def test_the_same_told_twice_is_one(self, session):
        told(session)
        told(session)
        assert states() == ["counted", "aside"]
        told(session, rw=3)
        assert states()[2] == "counted"

    def test_a_correction_stands_for_the_old_one_which_stays(self, session):
        first = told(session, sacks=10)
        by = make.officer(Role.FRONT_DESK, office=session.program.office)
        right = actions.correct_result(
            result=first,
            reason="Salah hitung.",
            street=first.street,
            rw=2,
            sacks=100,
            by=by,
            now=session.ends_at,
        )
        first.refresh_from_db()
        assert (first.state, first.reason, right.state, right.corrects) == (
            "aside",
            "Salah hitung.",
            "counted",
            first,
        )
        with pytest.raises(RuleBroken, match="sudah disisihkan"):
            actions.correct_result(
                result=first, reason="Lagi.", street="Jalan", sacks=1, by=by, now=session.ends_at
            )

    def test_two_segments_under_one_name_are_told_apart_by_a_correction(self, session):
        left, head = told(session, sacks=10), make.head(session.program.office)
        right = told(session, sacks=12)
        actions.correct_result(
            result=right, reason="Ini sisi kanan.", street="Jalan DI Panjaitan, sisi kanan", rw=2, sacks=12,
            by=head, now=session.ends_at,
        )  # fmt: skip
        left.refresh_from_db()
        assert left.state == CountState.COUNTED
        assert worked(session).sums.words == "22 karung"

    def test_the_database_counts_a_segment_once(self, session):
        told(session, sacks=10)
        told(session, sacks=12)
        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.update(state=CountState.COUNTED)


@pytest.mark.django_db
class TestFromPhones:
    def send(self, session, **opened):
        phone = make.phone_of(session.program.office, label="HP RT 05", now=session.starts_at)
        row = make.phone_record(phone, "hasil", about=field.about_of(session), now=session.ends_at, **opened)
        phones.apply_due(now=session.ends_at)
        row.refresh_from_db()
        return row

    def test_a_phones_record_is_one_result(self, session):
        row = self.send(
            session, tempat="Jalan DI Panjaitan", rw=2, saluran_m=500, karung=100, truk=3, alat="6 cangkul"
        )
        result = Result.objects.get()
        assert (row.state, row.result) == ("applied", f"programs.result {result.pk}")
        assert (result.words, result.reporter) == ("500 m saluran, 100 karung, 3 truk", "HP RT 05")
        assert (str(result), result.tools) == ("Jalan DI Panjaitan, RW 02", "6 cangkul")

    @pytest.mark.parametrize(
        "opened",
        [
            {},
            {"karung": 0},
            {"karung": "100"},
            {"karung": True},
            {"saluran_m": 0.001},
            {"tempat": 5, "karung": 1},
            {"tempat": "x" * 81, "karung": 1},
            {"rw": "2", "karung": 1},
            {"rw": True, "karung": 1},
            {"alat": ["cangkul"], "karung": 1},
        ],
    )
    def test_what_is_no_result_waits_for_a_person(self, session, opened):
        row = self.send(session, **{"tempat": "Jalan Rekaan"} | opened)
        assert (row.state, row.reason, bool(row.objection)) == ("conflict", "taker", True)
        assert not Result.objects.exists()

    def test_the_paper_twin_asks_for_the_same(self, session):
        (sheet,) = field.sheets(office=session.program.office, now=session.starts_at)
        office = session.program.office
        address = reverse("field:paper", args=[office.slug, sheet.about])
        page = make.browser(make.head(office)).get(address).content.decode()
        assert all(measure.label in page for measure in MEASURES)
        assert "<svg" in page


@pytest.mark.django_db
class TestPages:
    def test_an_officer_types_a_sheet_and_a_slip_keeps_what_was_typed(self, session):
        browser = make.browser(make.officer(Role.FRONT_DESK, office=session.program.office))
        address = f"/kelola/hasil/{session.pk}/"
        sent = {
            "street": "Jalan Rekaan",
            "rw": 2,
            "drain_m": "1.250,5",
            "sacks": "sepuluh",
            "form_key": "satu",
        }
        slip = browser.post(address, sent)
        assert (slip.status_code, "1.250,5" in slip.content.decode()) == (422, True)
        assert "Tulis angka saja" in slip.content.decode()
        for _ in range(2):
            assert browser.post(address, sent | {"sacks": "10"}).status_code == 302
        assert Result.objects.get().words == "1.250,5 m saluran, 10 karung"
        page = browser.get(address).content.decode()
        assert "1.250,5" in page
        assert "Pilih<" not in page

    def test_what_is_typed_from_a_sheet_carries_its_photo(self, session, workshop_here):
        browser = make.browser(make.officer(Role.FRONT_DESK, office=session.program.office))
        address = f"/kelola/hasil/{session.pk}/"
        sent = {"street": "Jalan Rekaan", "sacks": "10", "form_key": "satu"}
        refused = browser.post(address, sent | {"sheet": make.upload(b"bukan foto")})
        assert (refused.status_code, Result.objects.exists()) == (422, False)
        assert browser.post(address, sent | {"sheet": make.upload(make.picture())}).status_code == 302
        assert "Foto lembar" in browser.get(address).content.decode()
        documents.scan_waiting(now=make.NOW, scanner=FakeClamAV())
        photo = f"/kelola/hasil/catatan/{Result.objects.get().pk}/foto/"
        assert f'href="{photo}"' in browser.get(address).content.decode()
        assert browser.get(photo)["Content-Type"].startswith("image/")
        later = make.NOW + KEEP + timedelta(days=9)
        assert (actions.erase_old_sheets(now=later), browser.get(photo).status_code) == (1, 404)

    def test_the_pages_ask_the_same_for_many_as_for_one(self, session):
        browser, slug = make.browser(make.head(session.program.office)), session.program.slug
        pages = (f"/kelola/hasil/{session.pk}/", f"/program/{slug}/hasil/", f"/program/{slug}/{session.on}/")

        def asked():
            with CaptureQueriesContext(connection) as seen:
                assert [browser.get(page).status_code for page in pages] == [200, 200, 200]
            return len(seen)

        told(session)
        asked()
        before = asked()
        for number in range(3, 12):
            told(session, rw=number)
            told(session, rw=number, sacks=number)
        assert asked() == before

    def test_everybody_reads_the_totals_and_takes_them_as_a_table(self, client, program, session):
        told(session)
        assert "500" in client.get(f"/program/{program.slug}/").content.decode()
        page = client.get(f"/program/{program.slug}/hasil/").content.decode()
        assert "500 m saluran, 100 karung, 3 truk" in page
        text = client.get(f"/program/{program.slug}/hasil/2026/hasil.csv").content.decode()
        (row,) = csv.DictReader(io.StringIO(text))
        assert (row["bulan"], row["rw"], row["kegiatan"]) == ("2026-05", "2", "1")
        assert (row["saluran_m"], row["karung"], row["truk"], row["gerobak"]) == ("500", "100", "3", "")
        assert client.get(f"/program/{program.slug}/hasil/1999/").status_code == 404

    def test_a_decision_needs_its_reason_and_an_unknown_deed_is_nothing(self, session):
        result, browser = told(session), make.browser(make.head(session.program.office))
        deed = f"/kelola/hasil/catatan/{result.pk}/"
        assert browser.post(deed + "sisihkan/", {"reason": " "}).status_code == 422
        assert browser.post(deed + "sisihkan/", {"reason": "Salah hari."}).status_code == 302
        assert browser.post(deed + "lupakan/", {"reason": "Salah."}).status_code == 404
        assert states() == ["aside"]

    def test_a_correction_begins_with_what_was_told(self, session):
        result, browser = (
            told(session, drain_m=Decimal("12.5")),
            make.browser(make.head(session.program.office)),
        )
        address = f"/kelola/hasil/catatan/{result.pk}/betulkan/"
        assert 'value="12,5"' in browser.get(address).content.decode()
        sent = {"street": result.street, "rw": 2, "drain_m": "13", "form_key": "a"}
        assert browser.post(address, sent).status_code == 422
        assert browser.post(address, sent | {"reason": "Diukur lagi."}).status_code == 302
        assert worked(session).sums.words == "13 m saluran"


@pytest.mark.django_db
class TestTheMonthOfAnRw:
    def test_sessions_people_and_amounts_of_the_rw_alone(
        self, client, program, session, django_assert_num_queries
    ):
        """GR-9."""
        make.turn(make.session(program=program, on=date(2026, 5, 29)), 2, 5)
        by = make.officer(Role.FRONT_DESK, office=program.office)
        earlier = make.session(program=program, on=date(2026, 5, 8))
        for day, label, number in (
            (session, "RT 05 RW 02", 21),
            (earlier, "RW 02", 17),
            (session, "RT 01 RW 01", 9),
        ):
            actions.report_heads(
                session=day, group=Group.RT_RW, label=label, number=number, client_id=uuid4(),
                reporter="Ketua", by=by, now=session.ends_at,
            )  # fmt: skip
        told(session)
        told(session, rw=1, sacks=40)
        with django_assert_num_queries(3):
            found = rw_month(program, date(2026, 5, 1), 2)
        assert (found.held, found.heads, found.sums.words) == (2, 38, "500 m saluran, 100 karung, 3 truk")
        page = client.get(f"/program/{program.slug}/hasil/2026-5/rw/2/poster/").content.decode()
        assert all(words in page for words in ("RW 02", "Mei 2026", "38", "orang hadir", "m saluran"))
        assert client.get(f"/program/{program.slug}/hasil/2026-5/rw/9/poster/").status_code == 404
        assert client.get(f"/program/{program.slug}/hasil/2026-13/rw/2/poster/").status_code == 404
