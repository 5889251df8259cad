"""Who is present: a code from the hall, or a line of the list of names; each person once."""

from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from balai.audit.models import Entry
from balai.base import sealing
from balai.base.codes import read_code, show_code
from balai.base.errors import RuleBroken
from balai.people.models import Identity
from balai.people.rules import Role
from balai.programs import actions, presence
from balai.programs.models import Attendance
from balai.programs.models.attendance import purpose_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make.session()


def desk(session):
    return make.officer(Role.FRONT_DESK, office=session.program.office)


class TestCodes:
    def test_a_code_opens_its_own_session_however_it_is_typed(self, session):
        present = make.attendance(session)
        assert read_code(present.code) == present.code
        assert presence.attendance_with(session=session, code=show_code(present.code).lower()) == present

    def test_it_is_nobodys_in_another_session(self, session):
        other = make.session()
        assert presence.attendance_with(session=other, code=make.attendance(session).code) is None

    @pytest.mark.parametrize("typed", ["", "entah", "0000-0000", "22222222"])
    def test_what_is_no_code_is_nobodys(self, session, typed):
        assert presence.attendance_with(session=session, code=typed) is None

    def test_the_database_keeps_no_code(self, session):
        present = make.attendance(session)
        kept = Attendance.objects.values_list().get()
        assert present.code not in str(kept)

    def test_after_a_rotation_of_the_keys_it_still_opens(self, session, settings, tmp_path):
        present, keys = make.attendance(session), sealing.new_ring()
        for purpose, ring in keys.items():
            old = sealing.ring(purpose)
            ring.update({str(version): b64encode(key).decode() for version, key in old.items()})
            ring[str(max(old) + 1)] = sealing.new_key()
        settings.BALAI_KEYS = str(tmp_path / "keys.json")
        sealing.write_ring(tmp_path / "keys.json", keys)
        assert presence.attendance_with(session=session, code=present.code) == present

    def test_the_same_sending_is_the_same_person(self, session):
        sent = {"session": session, "client_id": uuid4(), "now": make.NOW}
        assert actions.check_in(**sent) == actions.check_in(**sent)
        assert Entry.objects.filter(verb="attendance.noted").count() == 1

    def test_one_sending_counts_for_one_session(self, session):
        sent = uuid4()
        actions.check_in(session=session, client_id=sent, now=make.NOW)
        with pytest.raises(RuleBroken, match="acara lain"):
            actions.check_in(session=make.session(), client_id=sent, now=make.NOW)


class TestWhen:
    def test_from_an_hour_before_until_the_end(self, session):
        for moment in (session.starts_at - timedelta(hours=1), session.ends_at - timedelta(seconds=1)):
            assert actions.check_in(session=session, now=moment).pk

    def test_not_before(self, session):
        with pytest.raises(RuleBroken, match=r"mulai Minggu, 24 Mei 2026, pukul 08\.00 WIB"):
            actions.check_in(session=session, now=session.starts_at - timedelta(minutes=61))

    def test_after_the_end_only_at_the_officers_desk(self, session):
        with pytest.raises(RuleBroken, match=r"selesai pukul 11\.00 WIB"):
            actions.check_in(session=session, now=session.ends_at)
        assert actions.check_in(session=session, by=desk(session), now=session.ends_at).pk

    def test_not_when_it_is_cancelled_or_closed(self, session):
        session.state = "cancelled"
        with pytest.raises(RuleBroken, match="dibatalkan atau sudah ditutup"):
            actions.check_in(session=session, now=make.NOW)


class TestNames:
    def test_a_name_is_sealed_and_has_a_code_too(self, session):
        present = make.attendance(session, name="Sari Contoh")
        assert present.identity.name == "Sari Contoh"
        assert "Sari" not in str(Identity.objects.values_list().get())
        assert presence.attendance_with(session=session, code=present.code) == present

    def test_the_same_name_is_not_counted_twice(self, session):
        make.attendance(session, name="Sari Contoh")
        with pytest.raises(RuleBroken, match=r"sudah dicatat pukul 08\.50 WIB"):
            make.attendance(session, name="  sari   CONTOH ")

    def test_two_of_one_name_are_told_apart_by_their_rt(self, session):
        by = desk(session)
        for label in ("RT 05", "RT 06"):
            actions.enter_name(session=session, name="Sari Contoh", label=label, by=by, now=make.NOW)
        with pytest.raises(RuleBroken, match="bedakan dengan RT"):
            actions.enter_name(session=session, name="Sari Contoh", label="rt.5", by=by, now=make.NOW)

    @pytest.mark.parametrize("twice", ["name_hash", "identity", "code_hash"])
    def test_the_database_itself_refuses_the_same_one_twice(self, session, twice):
        first = make.attendance(session, name="Sari Contoh")
        second = make.attendance(session, name="Tono Contoh")
        setattr(second, twice, getattr(first, twice))
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_with_the_identity_its_fingerprint_is_forgotten(self, session):
        present = make.attendance(session, name="Sari Contoh")
        present.identity.delete()
        assert actions.forget_names(now=make.NOW) == 1
        present.refresh_from_db()
        assert (present.identity, present.name_hash) == (None, None)

    def test_only_officers_of_this_office_enter_names(self, session):
        stranger = make.officer(Role.FRONT_DESK)
        with pytest.raises(PermissionDenied):
            actions.enter_name(session=session, name="Sari Contoh", by=stranger, now=make.NOW)


class TestTheTelephone:
    def kept(self, present, *, now=make.NOW):
        response = HttpResponse()
        presence.remember(response, present, now=now)
        return response.cookies

    def asked(self, cookies):
        request = RequestFactory().get("/")
        request.COOKIES = {name: morsel.value for name, morsel in cookies.items()}
        return request

    def test_it_remembers_its_code_until_the_day_is_over(self, session):
        present = make.attendance(session)
        cookies = self.kept(present)
        (cookie,) = cookies.values()
        assert cookie["httponly"]
        assert cookie["max-age"] == (15 * 60 + 10) * 60  # from 08.50 to midnight
        assert presence.code_of(self.asked(cookies), session) == present.code
        assert presence.attendance_of(self.asked(cookies), session) == present
        assert not self.kept(present, now=make.NOW + timedelta(days=1))

    def test_one_session_says_nothing_about_another(self, session):
        other = make.session()
        cookies = self.kept(make.attendance(session))
        assert presence.code_of(self.asked(cookies), other) == ""
        (stolen,) = cookies.values()
        request = RequestFactory().get("/")
        request.COOKIES = {f"balai_hadir_{other.pk}": stolen.value, f"balai_hadir_{session.pk}": "palsu"}
        assert presence.code_of(request, other) == ""
        assert presence.attendance_of(request, session) is None


def test_a_code_is_hashed_for_its_session_alone(session):
    assert purpose_of(session) != purpose_of(make.session())
