"""A dialogue on its pages: scheduled by the camat, answered by link, read by everybody (NGO-1)."""

import html
import re
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Material, Plan, Speaker
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, Pattern
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_to_nine(at):
    at(make.NOW)


@pytest.fixture
def program():
    rule = make.terms(
        pattern=Pattern.DATES, weekdays=frozenset(), opens=None, closes=None, on_holidays=OnHolidays.ASK
    )
    return make.program(rule=rule, name="Ngopi Kemuning", slug="ngopi", published=False)


def camat(program):
    return make.browser(make.head(program.office))


def typed(**words):
    return {"on": "2026-06-05", "opens": "09:00", "closes": "11:00"} | words


NEW = "/kelola/program/ngopi/acara/"
PLAN = "/kelola/program/ngopi/2026-06-05/rencana/"
PUBLIC = "/program/ngopi/2026-06-05/"


class TestOnePage:
    def test_theme_place_and_two_speakers_in_one_sending(self, program, client):
        """NGO-1: no agency has confirmed, so the public page says so and names nobody."""
        bapenda = make.agency("bapenda-contoh", name="Bapenda Contoh")
        head = camat(program)
        sent = typed(
            theme="Mengurus ahli waris", place_text="Aula kecamatan", agenda="15 Pembukaan\n90 Tanya jawab",
            agency_1=bapenda.pk, role_1="pembicara pajak", outside_2="Bank Contoh",
        )  # fmt: skip
        assert head.post(NEW, sent)["Location"] == PLAN
        head.post("/kelola/program/ngopi/terbit/")
        seen = client.get(PUBLIC).content.decode()
        assert "Mengurus ahli waris" in seen
        assert "Menunggu konfirmasi" in seen
        assert not re.search("Bapenda|Bank Contoh", seen)
        assert "09.15 WIB" in seen  # the agenda's second point

    def test_half_filled_is_kept_and_filled_in_later(self, program):
        head = camat(program)
        head.post(NEW, typed())
        sent = {"langkah": "rencana", "theme": "Pajak bumi", "about": "", "agenda": ""}
        assert head.post(PLAN, sent)["Location"] == PLAN
        assert 'value="Pajak bumi"' in head.get(PLAN).content.decode()

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"agenda": "150 Bincang"}, "Kurangi 30 menit"),
            ({"agenda": "Bincang"}, "Baris 1 belum terbaca"),
            ({"on": "2026-05-01"}, "Isi jam yang akan datang"),
            ({"opens": ""}, "Isi bagian ini dulu"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, program, wrong, said):
        answer = camat(program).post(NEW, typed(theme="Pajak bumi") | wrong)
        seen = answer.content.decode()
        assert answer.status_code == 422
        assert said in seen
        assert 'value="Pajak bumi"' in seen
        assert not Plan.objects.exists()

    def test_another_office_finds_nothing(self, program):
        camat(program).post(NEW, typed())
        stranger = make.browser(make.head())
        assert {stranger.get(path).status_code for path in (NEW, PLAN)} == {404}
        assert make.browser(make.officer(Role.FRONT_DESK, program.office)).get(PLAN).status_code == 403


class TestAnswering:
    @pytest.fixture
    def speaker(self):
        return make.speaker(make.session())

    def page(self, speaker):
        return f"/undangan/{speaker.token}/"

    def test_they_say_yes_without_an_account_and_then_everybody_reads_it(self, client, speaker):
        session = speaker.session
        public = f"/program/{session.program.slug}/{session.on}/"
        assert "Bapenda" not in client.get(public).content.decode()
        asked = client.get(self.page(speaker))
        assert "Ya, kami hadir" in asked.content.decode()
        assert asked["Referrer-Policy"] == "same-origin"
        client.post(self.page(speaker), {"langkah": "hadir", "comes_as": "Kepala UPT"})
        assert "Anda tercatat hadir" in client.get(self.page(speaker)).content.decode()
        assert "Bapenda Contoh (Kepala UPT)" in client.get(public).content.decode()
        again = client.post(self.page(speaker), {"langkah": "tidak", "reason": "Rapat"})
        assert again.status_code == 409

    def test_no_needs_a_reason_that_the_office_reads(self, client, speaker):
        assert client.post(self.page(speaker), {"langkah": "tidak", "reason": ""}).status_code == 422
        client.post(self.page(speaker), {"langkah": "tidak", "reason": "Rapat di provinsi"})
        session = speaker.session
        plan = f"/kelola/program/{session.program.slug}/{session.on}/rencana/"
        assert "Rapat di provinsi" in camat(session.program).get(plan).content.decode()
        assert "Rapat" not in client.get(f"/program/{session.program.slug}/{session.on}/").content.decode()

    def test_a_withdrawn_invitation_says_only_that(self, client, speaker):
        camat(speaker.session.program).post(f"/kelola/program/pembicara/{speaker.pk}/tarik/")
        answer = client.get(self.page(speaker))
        assert answer.status_code == 410
        assert "sudah ditarik" in answer.content.decode()
        assert "Ya, kami hadir" not in answer.content.decode()

    def test_a_moved_session_asks_again_on_the_same_link(self, client, speaker):
        actions.confirm_speaker(speaker=speaker, by=None, now=make.NOW)
        actions.move_session(
            program=speaker.session.program, on=speaker.session.on, opens=time(13), closes=time(15),
            reason="Aula dipakai", by=Planter(), now=make.NOW,
        )  # fmt: skip
        seen = client.get(self.page(speaker)).content.decode()
        assert "Jadwalnya berubah" in seen
        assert "13.00–15.00 WIB" in seen

    def test_the_office_finds_the_text_to_send_and_notes_a_call(self, speaker):
        session, head = speaker.session, camat(speaker.session.program)
        plan = f"/kelola/program/{session.program.slug}/{session.on}/rencana/"
        assert f"http://testserver{self.page(speaker)}" in head.get(plan).content.decode()
        head.post(f"/kelola/program/pembicara/{speaker.pk}/pasti/")
        assert Speaker.objects.get().is_sure
        assert speaker.token not in head.get(plan).content.decode()


class TestOneSource:
    @pytest.fixture
    def session(self):
        plan = make.plan()
        make.speaker(plan.session, confirmed=True)
        make.speaker(plan.session, outside="Bank Contoh")
        return plan.session

    @pytest.mark.parametrize("page", ["", "poster/", "pesan.txt"])
    def test_page_poster_and_message_say_the_same(self, client, session, page):
        answer = client.get(f"/program/{session.program.slug}/{session.on}/{page}")
        seen = html.unescape(answer.content.decode())
        for words in ("Mengurus ahli waris", "09.00–11.00 WIB", "Bapenda Contoh", "menunggu konfirmasi"):
            assert words in seen
        assert "Bank Contoh" not in seen

    def test_papers_hang_on_the_page_once_they_are_clean(self, client, session):
        make.material(session.plan, clean=True)
        page = f"/program/{session.program.slug}/{session.on}/"
        assert "Alur ahli waris" in client.get(page).content.decode()
        answer = client.get(f"{page}bahan/{Material.objects.get().pk}/")
        assert answer["Content-Type"] == "image/jpeg"

    @pytest.mark.parametrize("many", [1, 5])
    def test_however_many_speak_the_page_asks_as_often(self, client, many, django_assert_num_queries):
        plan = make.plan(agenda="\n".join(["5 Acara"] * many))
        for number in range(many):
            make.speaker(plan.session, agency=f"dinas-{number}", confirmed=True)
        page = f"/program/{plan.session.program.slug}/{plan.session.on}/"
        client.get(page)
        with django_assert_num_queries(19):
            client.get(page)

    def test_however_many_are_asked_the_plans_page_asks_as_often(self):
        queries = []
        for many in (1, 5):
            plan = make.plan(agenda="\n".join(["5 Acara"] * many))
            for number in range(many):
                make.speaker(plan.session, agency=f"dinas-{many}-{number}")
            page = f"/kelola/program/{plan.session.program.slug}/{plan.session.on}/rencana/"
            head = camat(plan.session.program)
            head.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert head.get(page).content.decode().count("/undangan/") >= many
            queries.append(len(asked))
        assert queries[0] == queries[1]

    def test_an_office_adds_a_paper_on_the_plans_page(self, session):
        plan = f"/kelola/program/{session.program.slug}/{session.on}/rencana/"
        head = camat(session.program)
        sent = {"langkah": "bahan", "title": "Alur", "upload": make.upload()}
        assert head.post(plan, sent).status_code == 302
        assert "sedang diperiksa" in head.get(plan).content.decode()
        head.post(f"/kelola/program/bahan/{Material.objects.get().pk}/lepas/")
        assert not Material.objects.exists()
