"""The plan of a dialogue: what fits, who speaks, and that nobody is named before they said yes (NGO-1)."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from balai.base.errors import RuleBroken
from balai.people.rules import Role
from balai.programs import actions
from balai.programs.models import Material, Speaker
from balai.programs.planting import Planter
from balai.programs.rules import Pattern
from balai.programs.rules.talks import Answer, Item, agenda_text, read_agenda, require_fits, timed
from balai.programs.talks import announcement_of, invitation, message_of, talk_of, talk_on
from tests import make

db = pytest.mark.django_db
BY = Planter()
FRIDAY = date(2026, 6, 5)
NINE = make.at_hour(9)
TITLES = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20)


class TestAgenda:
    @pytest.mark.parametrize(
        "line", ["15 Pembukaan", "15; Pembukaan", "15 menit: Pembukaan", " 15 - Pembukaan "]
    )
    def test_a_line_is_minutes_and_what(self, line):
        assert read_agenda(line) == (Item("Pembukaan", 15),)

    @pytest.mark.parametrize("line", ["Pembukaan", "0 Pembukaan", "15", "1500 Pembukaan"])
    def test_a_line_that_cannot_be_read_is_named(self, line):
        with pytest.raises(RuleBroken, match="Baris 2 belum terbaca"):
            read_agenda(f"15 Pembukaan\n{line}")

    @given(items=st.lists(st.builds(Item, TITLES, st.integers(1, 999)), max_size=8))
    def test_what_is_shown_is_what_is_read(self, items):
        assert read_agenda(agenda_text(items)) == tuple(items)

    @given(minutes=st.lists(st.integers(1, 90), max_size=6), room=st.integers(1, 240))
    def test_the_points_are_never_longer_than_the_session(self, minutes, room):
        items = [Item("Acara", length) for length in minutes]
        ends_at = NINE + timedelta(minutes=room)
        if sum(minutes) > room:
            with pytest.raises(RuleBroken, match=f"{sum(minutes)} menit.*{room} menit"):
                require_fits(items, starts_at=NINE, ends_at=ends_at)
        else:
            require_fits(items, starts_at=NINE, ends_at=ends_at)
            assert all(row.starts_at < ends_at for row in timed(items, NINE))


def ngopi(**facts):
    """A dialogue of listed dates, of which none is listed yet."""
    rule = make.terms(pattern=Pattern.DATES, weekdays=frozenset(), opens=None, closes=None)
    return make.program(rule=rule, name="Ngopi Kemuning", published=False, **facts)


def scheduled(program=None, **words):
    words = {"opens": time(9), "closes": time(11), "place_text": "Aula kecamatan"} | words
    return actions.schedule_talk(program=program or ngopi(), on=FRIDAY, by=BY, now=make.NOW, **words)


@db
class TestScheduling:
    def test_one_page_makes_the_session_its_plan_and_its_invitations(self):
        bapenda = actions.Invitee(role="pembicara pajak", agency=make.agency("bapenda-contoh"))
        bank = actions.Invitee(role="pembicara bank", outside="Bank Contoh")
        plan = scheduled(theme="Ahli waris", agenda=read_agenda("120 Bincang"), speakers=[bapenda, bank])
        session = plan.session
        assert (session.on, session.place_text) == (FRIDAY, "Aula kecamatan")
        assert Speaker.objects.filter(session=session, answer=Answer.INVITED).count() == 2

    def test_half_filled_it_is_kept(self):
        plan = scheduled()
        assert (plan.theme, plan.items.count()) == ("", 0)

    def test_a_date_of_its_own_is_enough_to_publish(self):
        program = ngopi()
        scheduled(program)
        program = actions.publish(
            program=type(program).objects.with_series().get(pk=program.pk), by=BY, now=make.NOW
        )
        assert program.is_published

    def test_what_does_not_fit_leaves_nothing_behind(self):
        program = ngopi()
        with pytest.raises(RuleBroken, match="Kurangi 30 menit"):
            scheduled(program, agenda=read_agenda("150 Bincang"))
        assert not program.sessions.exists()

    def test_only_who_plans_programmes_there(self):
        with pytest.raises(PermissionDenied):
            actions.edit_plan(session=make.session(), by=make.head(), now=make.NOW)


@db
class TestSpeakers:
    @pytest.fixture
    def session(self):
        return make.session()

    def test_nobody_is_named_before_they_said_yes(self, session):
        make.speaker(session)
        make.plan(session)
        assert "Bapenda" not in message_of(session, address="https://balai.example/")
        assert "1 pembicara menunggu konfirmasi" in message_of(session, address="https://balai.example/")
        make.speaker(session, agency="disdukcapil-contoh", confirmed=True)
        said = announcement_of(session, talk_of(session))
        assert (said.speakers, said.waiting) == (("Disdukcapil Contoh",), 1)

    def test_the_link_is_kept_nowhere_and_answers_once(self, session):
        speaker = make.speaker(session)
        assert speaker.token not in str(Speaker.objects.values_list().get())
        found = Speaker.objects.by_token(speaker.token, make.NOW).get()
        actions.confirm_speaker(speaker=found, comes_as="Kepala UPT", by=None, now=make.NOW)
        with pytest.raises(RuleBroken, match="sudah dijawab"):
            actions.decline_speaker(speaker=found, reason="Rapat", by=None, now=make.NOW)
        found.refresh_from_db()
        assert (found.is_sure, found.words) == (True, "Bapenda Contoh (Kepala UPT)")

    def test_a_moved_session_asks_them_again(self, session):
        speaker = make.speaker(session, confirmed=True)
        actions.move_session(
            program=session.program, on=session.on, opens=time(13), closes=time(15), reason="Aula dipakai",
            by=BY, now=make.NOW,
        )  # fmt: skip
        speaker = Speaker.objects.get()
        assert (speaker.is_sure, speaker.is_asked) == (False, True)
        assert announcement_of(speaker.session, talk_of(speaker.session)).speakers == ()
        actions.decline_speaker(speaker=speaker, reason="Siang ada rapat", by=None, now=make.NOW)
        assert Speaker.objects.get().answer == Answer.DECLINED

    def test_a_pause_says_first_who_was_asked_to_speak(self, session):
        make.speaker(session)
        with pytest.raises(RuleBroken, match="pembicara Bapenda Contoh"):
            actions.pause_program(
                program=session.program, starts_on=session.on, reason="Renovasi", by=BY, now=make.NOW
            )

    def test_who_declines_says_why_and_can_be_asked_again(self, session):
        speaker = make.speaker(session)
        with pytest.raises(RuleBroken, match="Tulis alasannya"):
            actions.decline_speaker(speaker=speaker, reason=" ", by=None, now=make.NOW)
        actions.decline_speaker(speaker=speaker, reason="Rapat di provinsi", by=None, now=make.NOW)
        old = speaker.token
        again = actions.invite_again(speaker=speaker, by=BY, now=make.NOW)
        assert again.token != old
        assert not Speaker.objects.by_token(old, make.NOW).exists()
        assert Speaker.objects.by_token(again.token, make.NOW).get().is_asked

    def test_a_withdrawn_invitation_is_answered_no_more(self, session):
        speaker = make.speaker(session)
        actions.withdraw_speaker(speaker=speaker, by=BY, now=make.NOW)
        with pytest.raises(RuleBroken, match="ditarik"):
            actions.confirm_speaker(speaker=speaker, by=None, now=make.NOW)

    def test_after_the_session_the_link_opens_nothing(self, session):
        speaker = make.speaker(session)
        assert not Speaker.objects.by_token(speaker.token, session.ends_at).exists()

    def test_one_body_is_invited_once(self, session):
        make.speaker(session)
        make.speaker(session, outside="Bank Contoh")
        for twice in ({}, {"outside": "bank  contoh"}):
            with pytest.raises(RuleBroken, match="sudah diundang"):
                make.speaker(session, **twice)

    def test_the_database_itself_refuses_it_twice(self, session):
        make.speaker(session, outside="Bank Contoh")
        twin = make.speaker(session, outside="Bank Lain")
        twin.outside = "BANK CONTOH"
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()

    def test_the_letter_finds_all_it_needs(self, session):
        make.plan(session)
        speaker = make.speaker(session)
        told = invitation(speaker)
        assert (told.to, told.role, told.said.theme) == (
            "Bapenda Contoh", "pembicara pajak daerah", "Mengurus ahli waris"
        )  # fmt: skip
        assert [row.item.title for row in told.agenda] == ["Pembukaan", "Tanya jawab"]
        assert told.token == speaker.token


@db
def test_a_paper_is_shown_once_it_is_clean():
    plan = make.plan()
    by = make.officer(Role.PROGRAM_LEAD, office=plan.session.program.office)
    material = actions.add_material(
        plan=plan, title="Alur ahli waris", upload=make.harmless(), by=by, now=make.NOW
    )
    assert talk_on(plan.session.program_id, plan.session.on).materials == ()
    actions.remove_material(material=material, by=by, now=make.NOW)
    assert not Material.objects.exists()
