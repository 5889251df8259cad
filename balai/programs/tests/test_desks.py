"""Tables of agencies in a session: asked, confirmed, shown to residents; no crew in two places (CAL-5)."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Desk
from balai.programs.planting import Planter
from balai.programs.rules import OnHolidays, Pattern, RotaTerms
from tests import make

pytestmark = pytest.mark.django_db
BY, SATURDAY = Planter(), date(2026, 5, 30)


@pytest.fixture(autouse=True)
def sunday_morning(at):
    at(make.NOW)


def rota_at(place, on=SATURDAY):
    return make.terms(
        pattern=Pattern.DATES,
        weekdays=frozenset(),
        opens=time(8),
        closes=time(12),
        on_holidays=OnHolidays.ASK,
        rota=(RotaTerms(on, place_text=place),),
    )


def stop_at(place, *, on=SATURDAY, **facts):
    """A travelling programme that stands there on that day, and the session of it."""
    rule = rota_at(place, on)
    return make.session(program=make.program(rule=rule, name=f"BOTRAM {place}", **facts), on=on)


@pytest.fixture
def session():
    return stop_at("Kecamatan Setu")


def browser(session, role=Role.PROGRAM_LEAD):
    return make.browser(make.officer(role, office=session.program.office))


def address(session, page=""):
    return f"/kelola/program/{session.program.slug}/{session.on}/instansi/{page}"


class TestCrews:
    def test_one_crew_in_two_kecamatan_on_one_day_is_refused(self, session):
        make.desk(session)
        with pytest.raises(RuleBroken, match="sudah di Kecamatan Setu") as refused:
            make.desk(stop_at("Kecamatan Tarumajaya"))
        assert refused.value.code == "desk.crew_twice"

    def test_an_agency_may_send_two_crews(self, session):
        make.desk(session, crew="A")
        assert make.desk(stop_at("Kecamatan Tarumajaya"), crew="B").pk

    def test_a_crew_is_the_same_however_it_is_typed(self, session):
        make.desk(session, crew="Regu  A")
        with pytest.raises(RuleBroken, match="Satu regu hanya bisa"):
            make.desk(stop_at("Kecamatan Tarumajaya"), crew="regu a")

    def test_two_programmes_at_one_place_share_a_crew(self, session):
        make.desk(session)
        assert make.desk(stop_at("kecamatan  setu")).pk

    def test_another_day_is_another_day(self, session):
        make.desk(session)
        assert make.desk(stop_at("Kecamatan Tarumajaya", on=SATURDAY + timedelta(days=7))).pk

    def test_a_cancelled_session_sets_its_crews_free(self, session):
        make.desk(session)
        actions.cancel_session(
            program=session.program, on=session.on, reason="Hujan lebat", by=BY, now=make.NOW
        )
        assert make.desk(stop_at("Kecamatan Tarumajaya")).pk

    def test_a_crew_is_not_changed_into_a_busy_one(self, session):
        make.desk(session, crew="A")
        other = make.desk(stop_at("Kecamatan Tarumajaya"), crew="B")
        with pytest.raises(RuleBroken, match="regu A"):
            actions.change_desk(desk=other, offers="", crew="A", by=BY, now=make.NOW)
        other.refresh_from_db()
        assert other.crew == "B"

    def test_a_session_is_not_moved_onto_a_day_on_which_its_crew_is_elsewhere(self, session):
        make.desk(session)
        later = stop_at("Kecamatan Tarumajaya", on=SATURDAY + timedelta(days=7))
        make.desk(later)
        with pytest.raises(RuleBroken, match="sudah di Kecamatan Setu"):
            actions.move_session(
                program=later.program,
                on=later.on,
                to_on=SATURDAY,
                reason="Gedung dipakai",
                by=BY,
                now=make.NOW,
            )


class TestChangedRules:
    """A rule that shifts a day never drops a table silently, nor puts a crew in two places."""

    @pytest.fixture
    def desk(self):
        return make.desk(make.session(on=date(2026, 6, 7)), confirmed=True)

    def change(self, desk, decided="", **terms):
        session = desk.session
        actions.change_rule(
            program=session.program,
            terms=make.terms(**terms),
            starts_on=session.on,
            by=BY,
            now=make.NOW,
            decisions={session.pk: decided},
        )
        desk.refresh_from_db()
        session.refresh_from_db()
        return session

    @pytest.mark.parametrize("decided", ["", "lain"])
    def test_a_table_asks_for_a_word(self, desk, decided):
        with pytest.raises(RuleBroken, match="meja Disdukcapil Contoh"):
            self.change(desk, decided, weekdays=frozenset({5}))
        assert desk.session.is_held

    @pytest.mark.parametrize(("decided", "held"), [("keep", True), ("cancel", False), ("follow", False)])
    def test_the_office_decides_what_becomes_of_it(self, desk, decided, held):
        assert self.change(desk, decided, weekdays=frozenset({5})).is_held is held

    def test_who_follows_to_other_hours_is_asked_anew(self, desk):
        session = self.change(desk, "follow", opens=time(13), closes=time(15))
        assert session.starts_at == make.at_hour(13, on=session.on)
        assert desk.confirmed_at is None

    def test_who_stays_stays_confirmed(self, desk):
        session = self.change(desk, "keep", opens=time(13), closes=time(15))
        assert session.starts_at == make.at_hour(9, on=session.on)
        assert desk.confirmed_at is not None

    def test_a_pause_shows_the_tables_first(self, desk):
        session = desk.session
        path = f"/kelola/program/{session.program.slug}/berhenti/"
        sent = {"starts_on": "2026-05-30", "reason": "Renovasi"}
        seen = browser(session).post(path, sent).content.decode()
        assert "Disdukcapil Contoh (sudah memastikan)" in seen
        decided = sent | {f"keputusan_{session.pk}": "follow"}
        assert browser(session).post(path, decided).status_code == 302

    def test_the_preview_names_the_crew_that_would_be_in_two_places(self, session):
        make.desk(session, crew="A")
        other = make.desk(stop_at("Kecamatan Setu"), crew="A").session
        assert other.place_text == session.place_text
        sent = {
            "starts_on": SATURDAY.isoformat(),
            "pattern": "dates",
            "opens": "08.00",
            "closes": "12.00",
            "on_holidays": "ask",
            "rota": "30-05-2026; Kecamatan Tarumajaya",
            "langkah": "lihat",
        }
        path = f"/kelola/program/{other.program.slug}/jadwal/"
        seen = browser(other).post(path, sent).content.decode()
        assert "Regu bentrok pada jadwal baru." in seen
        assert "sudah di Kecamatan Setu" in seen
        again = sent | {"langkah": "simpan", f"keputusan_{other.pk}": "follow"}
        assert "sudah di Kecamatan Setu" in browser(other).post(path, again).content.decode()
        other.refresh_from_db()
        assert other.place_text == "Kecamatan Setu"
        kept = again | {f"keputusan_{other.pk}": "keep"}
        assert browser(other).post(path, kept).status_code == 302

    def test_a_day_is_not_reopened_while_its_crew_is_elsewhere(self, session):
        make.desk(session, crew="A")
        pause = actions.pause_program(
            program=session.program,
            starts_on=SATURDAY,
            reason="Renovasi",
            by=BY,
            now=make.NOW,
            decisions={session.pk: "follow"},
        )
        make.desk(stop_at("Kecamatan Tarumajaya"), crew="A")
        with pytest.raises(RuleBroken, match="sudah di Kecamatan Tarumajaya"):
            actions.resume_program(pause=pause, resumes_on=SATURDAY, by=BY, now=make.NOW)


class TestOfficersPage:
    def test_an_agency_is_asked_confirmed_changed_and_released(self, session):
        lead, agency = browser(session), make.agency()
        assert "Belum ada meja instansi." in lead.get(address(session)).content.decode()
        sent = {"agency": agency.pk, "offers": "KTP-el", "crew": ""}
        assert lead.post(address(session), sent).status_code == 302
        desk = Desk.objects.get()
        assert "Menunggu kepastian" in lead.get(address(session)).content.decode()
        lead.post(f"/kelola/program/instansi/{desk.pk}/pastikan/")
        lead.post(f"/kelola/program/instansi/{desk.pk}/", {"offers": "KTP-el dan KIA", "crew": ""})
        seen = lead.get(address(session)).content.decode()
        assert "Hadir" in seen
        assert "KTP-el dan KIA" in seen
        lead.post(f"/kelola/program/instansi/{desk.pk}/lepas/")
        assert not Desk.objects.exists()
        verbs = set(Entry.objects.filter(verb__startswith="desk.").values_list("verb", flat=True))
        assert verbs == {"desk.invited", "desk.confirmed", "desk.changed", "desk.removed"}

    def test_a_conflict_is_said_beside_the_field_and_what_was_typed_stays(self, session):
        make.desk(session)
        other = stop_at("Kecamatan Tarumajaya")
        sent = {"agency": make.agency().pk, "offers": "KK dan KIA", "crew": ""}
        answer = browser(other).post(address(other), sent)
        seen = answer.content.decode()
        assert answer.status_code == 422
        assert "sudah di Kecamatan Setu" in seen
        assert 'value="KK dan KIA"' in seen

    def test_one_agency_has_one_table_a_day(self, session):
        desk = make.desk(session)
        sent = {"agency": desk.agency.pk, "offers": "", "crew": ""}
        assert "sudah punya meja" in browser(session).post(address(session), sent).content.decode()

    def test_the_same_agencies_are_asked_again_with_one_press(self, session):
        sundays = make.program()
        before, after = (make.session(program=sundays, on=make.SUNDAY + timedelta(days=n)) for n in (0, 7))
        make.desk(before, confirmed=True)
        lead = browser(after)
        assert "Minta instansi yang sama" in lead.get(address(after)).content.decode()
        lead.post(address(after, "salin/"))
        lead.post(address(after, "salin/"))
        assert [row.confirmed_at for row in after.desks.all()] == [None]

    def test_a_closed_day_takes_no_tables(self, session):
        lead = browser(session)
        page = f"/kelola/program/{session.program.slug}/2026-05-29/instansi/"
        assert "Tambah meja" not in lead.get(page).content.decode()
        assert lead.post(page, {"agency": make.agency().pk}).status_code == 422

    def test_the_programmes_page_counts_them(self, session):
        make.desk(session)
        page = browser(session).get(f"/kelola/program/{session.program.slug}/").content.decode()
        assert "1 instansi" in page

    def test_another_offices_tables_are_not_there(self, session):
        desk = make.desk(session)
        stranger = make.browser(make.officer(Role.PROGRAM_LEAD, office=make.office()))
        assert stranger.get(address(session)).status_code == 404
        assert stranger.get(f"/kelola/program/instansi/{desk.pk}/").status_code == 404
        assert stranger.post(f"/kelola/program/instansi/{desk.pk}/lepas/").status_code == 404
        with pytest.raises(PermissionDenied):
            actions.remove_desk(
                desk=desk, by=make.officer(Role.PROGRAM_LEAD, office=make.office()), now=make.NOW
            )

    def test_the_front_desk_may_not(self, session):
        assert browser(session, Role.FRONT_DESK).get(address(session)).status_code == 403


class TestResidents:
    def pages(self, session):
        slug = session.program.slug
        return f"/program/{slug}/", f"/program/{slug}/{session.on}/"

    def test_they_read_who_comes_and_what_for(self, client, session):
        make.desk(session, confirmed=True)
        make.desk(session, agency="bapenda-contoh")
        for page in self.pages(session):
            seen = client.get(page).content.decode()
            assert "Disdukcapil Contoh" in seen, page
            assert "KTP-el dan KK" in seen, page
            assert "Bapenda Contoh" not in seen, page
            assert "1 instansi lain masih menunggu konfirmasi" in seen, page

    def test_nobody_is_named_before_somebody_has_confirmed(self, client, session):
        make.desk(session)
        for page in self.pages(session):
            seen = client.get(page).content.decode()
            assert "Menunggu konfirmasi" in seen, page
            assert "Disdukcapil Contoh" not in seen, page

    def test_without_tables_nothing_is_said(self, client, session):
        for page in self.pages(session):
            assert "Instansi yang hadir" not in client.get(page).content.decode(), page
