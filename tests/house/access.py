"""What test_access.py needs to try every address: how each is built, and whether it is one office's own.

An address without its row here fails; so does a row whose address is gone.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from balai.base.errors import RuleBroken
from balai.cases.models import Referral
from balai.catalogue.models import Service, Standard
from balai.documents.models import File, Letter, Photo, Report
from balai.field.models import Device, PhoneFile, Submission
from balai.notices.models import Notice
from balai.people.models import Assignment, Person
from balai.performance.models import FollowUp, Lesson
from balai.places.actions import override_holiday
from balai.places.models import HolidayOverride, Office
from balai.programs.actions import assign_duty, pause_program
from balai.programs.models import (
    Copy,
    Desk,
    Hall,
    HeadCount,
    Material,
    Pair,
    Pause,
    Program,
    Result,
    Roster,
    Session,
    Speaker,
    Turn,
)
from balai.programs.planting import Planter
from balai.queues.actions import join_wait
from balai.queues.models import Sitting, Ticket, Wait
from balai.voices.actions import propose
from balai.voices.models import Cell, Proposal, Question, Spot, Voice
from balai.voices.rules.words import Naming
from tests import make

# Addresses whose view is a library's own and wears no audience of ours: name -> why that is right.
THIRD_PARTY: dict[str, str] = {}


class World:
    """One office with everything, another beside it; each thing is made when a row asks for it."""

    @cached_property
    def sitting(self) -> Sitting:
        return make.sitting()

    @cached_property
    def here(self) -> Office:
        return self.sitting.office

    @cached_property
    def elsewhere(self) -> Office:
        return make.office()

    @cached_property
    def program(self) -> Program:
        return self.sitting.line.program

    @cached_property
    def session(self) -> Session:
        return self.sitting.session

    @cached_property
    def ticket(self) -> Ticket:
        return make.booked(self.sitting)

    @cached_property
    def pair(self) -> Pair:
        return make.pair(self.session, published=True)

    @cached_property
    def wait(self) -> Wait:
        full = make.sitting(counters=1, walk_in_units=0)
        with suppress(RuleBroken):
            for slot in full.slots.all():
                make.booked(full, slot=slot)
        return join_wait(sitting=full, service=self.service, phone=make.phone(), now=make.NOW)

    @cached_property
    def service(self) -> Service:
        return make.the_service()

    @cached_property
    def draft(self) -> Standard:
        return make.draft(self.service, office=self.here)

    @cached_property
    def colleague(self) -> Person:
        return make.officer(office=self.here)

    @cached_property
    def task(self) -> Assignment:
        return self.colleague.assignments.get()

    @cached_property
    def duty(self) -> Roster:
        return assign_duty(session=self.session, person=self.colleague, by=Planter(), now=make.NOW)

    @cached_property
    def desk(self) -> Desk:
        return make.desk(self.session)

    @cached_property
    def hall(self) -> Hall:
        return make.hall(self.session)

    @cached_property
    def speaker(self) -> Speaker:
        return make.speaker(self.session)

    @cached_property
    def material(self) -> Material:
        return make.material(make.plan(self.session), clean=True)

    @cached_property
    def count(self) -> HeadCount:
        return make.head_count(self.session, 14, clean=True)

    @cached_property
    def turn(self) -> Turn:
        """Of the coming session of a work programme at this office."""
        program = make.work_program(office=self.here)
        return make.turn(make.session(program=program, on=date(2026, 5, 29)))

    @cached_property
    def result(self) -> Result:
        """Of a work day two days ago."""
        program = self.turn.session.program
        return make.result(make.session(program=program, on=date(2026, 5, 22)), has_sheet=True)

    @cached_property
    def pause(self) -> Pause:
        return pause_program(
            program=self.program, starts_on=date(2026, 8, 2), reason="Renovasi", by=Planter(), now=make.NOW
        )

    @cached_property
    def override(self) -> HolidayOverride:
        return override_holiday(on=date(2026, 8, 3), name="Libur", source="Keputusan", now=make.NOW)

    @cached_property
    def trend(self) -> Office:
        make.topic("ktp")
        make.frozen(self.here, ktp=40, jalan=30, **{"belum-dipilah": 20})
        return self.here

    @cached_property
    def proposal(self) -> Proposal:
        cell = Cell.objects.tellable(self.trend.place.code[:5])[0]
        return propose(
            office=self.here,
            cell=cell,
            title="Loket",
            what="Satu lagi",
            by=make.head(self.here),
            now=make.NOW,
        )

    @cached_property
    def file(self) -> File:
        return make.file(of=self.here, office=self.here)

    @cached_property
    def letter(self) -> Letter:
        return make.letter(office=self.here, of=self.speaker)

    @cached_property
    def photo(self) -> Photo:
        return make.photo(of=self.session, office=self.here)

    @cached_property
    def published(self) -> Report:
        """Of the session, with a photo that everybody may see."""
        facts = {"photos": [{"file": self.photo.file_id, "caption": self.photo.caption}]}
        report = make.report(of=self.session, office=self.here, on=self.session.on)
        return make.published(make.submitted(report, **facts))

    @cached_property
    def held(self) -> Submission:
        return make.submission(self.here)

    @cached_property
    def phone_file(self) -> PhoneFile:
        return make.phone_file(self.here)

    @cached_property
    def invited(self) -> Device:
        device: Device = make.invitation(self.here).device
        return device

    @cached_property
    def voice(self) -> Voice:
        return make.voice(self.here, shared_with=[(self.elsewhere, False)])

    @cached_property
    def question(self) -> Question:
        return make.on_board(make.dialogue(self.here))

    @cached_property
    def referral(self) -> Referral:
        return make.referral(self.voice.case, make.office())

    @cached_property
    def outside(self) -> Referral:
        return make.handed_outside()

    def file_along(self, referral: Referral) -> int:
        return make.file_along(referral).pk

    @cached_property
    def spot(self) -> Spot:
        return make.spot(make.work_days(self.here), seen=True)

    @cached_property
    def named_here(self) -> Referral:
        voice = make.voice(naming=Naming.NAMED, shared_with=[(self.here, True)])
        return make.handed_on(voice, self.here)

    @cached_property
    def untold(self) -> Notice:
        """A message to somebody with only a telephone, which an officer is to ring up."""
        return make.untold(self.here)

    @cached_property
    def followed(self) -> FollowUp:
        return make.follow_up()

    @cached_property
    def lesson(self) -> Lesson:
        return make.lesson(self.session)

    @cached_property
    def handed_here(self) -> Referral:
        return make.referral(make.case(make.office()), self.here)


@dataclass(frozen=True)
class Row:
    arguments: Callable[[World], dict[str, Any]] = lambda world: {}
    of_office: bool = False  # one office's own: for officers of another it does not exist (404)
    hidden: bool = False  # nobody finds it here: another person's own, or nothing to see


def mine(arguments: Callable[[World], dict[str, Any]]) -> Row:
    return Row(arguments, of_office=True)


def by_shot(world: World) -> dict[str, Any]:
    return {"pk": world.pair.shots.order_by("pk").first().pk}


def by_ticket(w: World) -> dict[str, Any]:
    return {"token": w.ticket.token}


def by_voice(w: World) -> dict[str, Any]:
    return {"token": w.voice.case.token}


def by_case(w: World) -> dict[str, Any]:
    return {"code": w.voice.case.code}


def by_program(w: World) -> dict[str, Any]:
    return {"slug": w.program.slug}


def by_day(w: World) -> dict[str, Any]:
    return {"slug": w.program.slug, "on": w.session.on}


def by_service(w: World) -> dict[str, Any]:
    return {"slug": w.service.slug}


def by_standard(w: World) -> dict[str, Any]:
    return {"slug": w.draft.service.slug, "office": w.here.slug}


def by_own_service(w: World) -> dict[str, Any]:
    return {"slug": make.own_service(w.here).slug, "office": w.here.slug}


def by_office(w: World) -> dict[str, Any]:
    return {"slug": w.here.slug}


def by_counter(w: World) -> dict[str, Any]:
    return {"sitting_id": w.sitting.pk, "counter": 1}


def by_sitting(w: World) -> dict[str, Any]:
    return {"sitting_id": w.sitting.pk}


def by_duty(w: World) -> dict[str, Any]:
    return {"pk": w.duty.pk}


def by_desk(w: World) -> dict[str, Any]:
    return {"pk": w.desk.pk}


def by_hall(w: World) -> dict[str, Any]:
    """The session of a hall that has its code."""
    return {"pk": w.hall.session_id}


def by_count(w: World) -> dict[str, Any]:
    return {"pk": w.count.pk}


def by_turn(w: World) -> dict[str, Any]:
    return {"slug": w.turn.session.program.slug, "on": w.turn.session.on}


def by_work(w: World) -> dict[str, Any]:
    return {"slug": w.turn.session.program.slug}


def by_work_year(w: World) -> dict[str, Any]:
    return by_work(w) | {"year": 2026}


def by_result(w: World) -> dict[str, Any]:
    return {"pk": w.result.pk}


def by_speaker(w: World) -> dict[str, Any]:
    return {"pk": w.speaker.pk}


def by_colleague(w: World) -> dict[str, Any]:
    return {"pseudonym": w.colleague.pseudonym}


def by_file(w: World) -> dict[str, Any]:
    return {"pk": w.file.pk}


def by_letter(w: World) -> dict[str, Any]:
    return {"pk": w.letter.pk}


def by_session(w: World) -> dict[str, Any]:
    return {"pk": w.session.pk}


def by_followed(w: World) -> dict[str, Any]:
    return {"token": w.followed.token}


def by_untold(w: World) -> dict[str, Any]:
    return {"pk": w.untold.pk}


def by_lesson(w: World) -> dict[str, Any]:
    """The session that carries it."""
    return {"pk": w.lesson.session_id}


def by_reported(w: World) -> dict[str, Any]:
    return {"pk": int(w.published.about_id)}


def by_report(w: World) -> dict[str, Any]:
    return {"slug": w.program.slug, "on": w.published.on}


def by_device(w: World) -> dict[str, Any]:
    return {"device": str(w.held.sender)}


def by_trend(w: World) -> dict[str, Any]:
    return {"slug": w.trend.slug}


def by_board(w: World) -> dict[str, Any]:
    session = w.question.session
    return {"slug": session.program.slug, "on": session.on}


def by_question(w: World) -> dict[str, Any]:
    return {"session_id": w.question.session_id, "number": w.question.number}


def beside_a_spot(w: World) -> dict[str, Any]:
    """An office whose programme takes them."""
    assert w.spot
    return {}


def by_year(w: World) -> dict[str, Any]:
    return {"year": 2026}


ROWS: dict[str, Row] = {
    "alive": Row(),
    "ready": Row(),
    "base:components": Row(),
    "base:specimen": Row(lambda w: {"piece": "tiket"}),
    "api:openapi-json": Row(),
    "api:api-root": Row(hidden=True),
    "api:services": Row(),
    "api:programs": Row(),
    "api:openings": Row(by_program),
    "api:session": Row(by_day),
    "api:book": Row(),
    "api:find": Row(),
    "api:ticket": Row(by_ticket),
    "api:cancel": Row(by_ticket),
    "api:bring": Row(),
    "api:voice": Row(by_voice),
    "api:find_voice": Row(),
    "front:home": Row(),
    "front:offices": Row(),
    "front:office": Row(by_office),
    "front:session": Row(by_day),
    "front:report": Row(by_report),
    "front:report_pdf": Row(lambda w: by_report(w) | {"version": make.drawn(w.published.letter) and 1}),
    "front:report_photo": Row(lambda w: by_report(w) | {"pk": w.photo.file_id}),
    "front:reports": Row(),
    "front:manage_report": mine(by_session),
    "front:approve_report": mine(by_reported),
    "front:return_report": mine(by_reported),
    "front:correct_report": mine(by_reported),
    "front:add_photo": mine(by_session),
    "front:manage_photo": mine(lambda w: by_session(w) | {"photo": w.photo.pk}),
    "front:invite": mine(lambda w: {"pk": w.speaker.pk}),
    "front:call": mine(by_turn),
    "front:levy": Row(),
    "front:service": Row(by_service),
    "front:manage": Row(),
    "queues:book": Row(by_day),
    "queues:join_wait": Row(by_day),
    "queues:wait": Row(lambda w: {"token": w.wait.token}),
    "queues:find": Row(),
    "queues:forget": Row(),
    "queues:ticket": Row(by_ticket),
    "queues:change": Row(by_ticket),
    "queues:cancel": Row(by_ticket),
    "queues:restore": Row(by_ticket),
    "queues:ticket_calendar": Row(by_ticket),
    "queues:slip": Row(by_ticket),
    "queues:desks": Row(),
    "queues:desk": mine(by_counter),
    "queues:open_counter": mine(by_counter),
    "queues:deed": mine(lambda w: by_counter(w) | {"deed": "panggil"}),
    "queues:sheet": mine(by_sitting),
    "queues:close": mine(by_sitting),
    "queues:display": Row(by_sitting),
    "voices:doors": Row(),
    "voices:write": Row(by_office),
    "voices:track": Row(),
    "voices:own": Row(by_voice),
    "voices:reply": Row(by_voice),
    "voices:not_yet": Row(by_voice),
    "voices:end": Row(lambda w: by_voice(w) | {"how": "cabut"}),
    "voices:renew": Row(by_voice),
    "voices:take_back": Row(lambda w: by_voice(w) | {"pk": w.voice.shared_with.get().pk}),
    "voices:tell_me": Row(by_voice),
    "voices:file": Row(lambda w: by_voice(w) | {"pk": make.clean_file(of=w.voice.case, office=w.here).pk}),
    "voices:promises": Row(by_office),
    "voices:outside": Row(lambda w: {"token": w.outside.token}),
    "voices:outside_deed": Row(lambda w: {"token": w.outside.token, "name": "terima"}),
    "voices:erase": Row(by_voice),
    "voices:stop_quoting": Row(by_voice),
    "voices:keep_name_back": Row(by_voice),
    "front:letters_report": Row(lambda w: {"token": w.published.letter.token}),
    "voices:own_data": Row(by_voice),
    "voices:identity": mine(by_case),
    "voices:emergency": Row(),
    "voices:glasses": Row(),
    "voices:read_glass": mine(lambda w: {"pk": make.glass(w.here).pk}),
    "voices:inbox": Row(),
    "voices:for_person": Row(),
    "voices:many": Row(),
    "voices:save_view": Row(),
    "voices:suggest": Row(),
    "voices:drop_view": Row(lambda w: {"pk": 1}, hidden=True),
    "voices:case": mine(by_case),
    "voices:alike": mine(by_case),
    "voices:take_back_referral": mine(lambda w: by_case(w) | {"pk": w.referral.pk}),
    "voices:deletion_asked": mine(lambda w: by_case(w) | {"pk": w.referral.pk}),
    "voices:case_file": mine(
        lambda w: by_case(w) | {"pk": make.clean_file(of=w.voice.case, office=w.here).pk}
    ),
    "voices:deed": mine(lambda w: by_case(w) | {"name": "baca"}),
    "voices:outside_file": Row(lambda w: {"token": w.outside.token, "file": w.file_along(w.outside)}),
    "voices:referral_file": mine(lambda w: {"pk": w.handed_here.pk, "file": w.file_along(w.handed_here)}),
    "voices:referrals": Row(),
    "voices:referral": mine(lambda w: {"pk": w.handed_here.pk}),
    "voices:referral_identity": mine(lambda w: {"pk": w.named_here.pk}),
    "voices:referral_deed": mine(lambda w: {"pk": w.handed_here.pk, "name": "terima"}),
    "voices:ledger": Row(),
    "voices:spots": Row(lambda w: {"slug": w.spot.program.slug}),
    "voices:report_spot": Row(lambda w: {"slug": w.spot.program.slug}),
    "voices:spot_desk": Row(),
    "voices:spot_for": Row(beside_a_spot),
    "voices:spots_many": Row(),
    "voices:spot": mine(lambda w: {"pk": w.spot.pk}),
    "voices:spot_deed": mine(lambda w: {"pk": w.spot.pk, "name": "tampil"}),
    "voices:listen": Row(),
    "voices:help_numbers": mine(by_office),
    **{
        f"voices:{name}": Row(lambda w: {"pk": make.hearing(office=w.here).pk}, hidden=True)
        for name in ("hearing", "may_record", "keep_draft", "read_back", "leave_untold", "slip")
    },
    "places:neighbourhoods": mine(by_office),
    "programs:turns": mine(by_work),
    "programs:day_turns": mine(by_turn),
    "programs:results": mine(lambda w: {"pk": w.result.session_id}),
    "programs:result_sheet": mine(by_result),
    "programs:correct_result": mine(by_result),
    "programs:result_deed": mine(lambda w: by_result(w) | {"deed": "sisihkan"}),
    "programs:manage_totals": mine(by_work),
    "programs:totals": Row(by_work),
    "programs:results_table": Row(by_work_year),
    "programs:rw_poster": Row(lambda w: by_work_year(w) | {"month": w.result.session.on.month, "rw": 2}),
    "programs:program": Row(by_program),
    "programs:program_feed": Row(by_program),
    "programs:poster": Row(by_program),
    "programs:month": Row(by_office),
    "programs:office_feed": Row(by_office),
    "programs:manage": Row(),
    "programs:manage_new": Row(),
    "programs:manage_program": mine(by_program),
    "programs:manage_facts": mine(by_program),
    "programs:manage_rule": mine(by_program),
    "programs:manage_publish": mine(by_program),
    "programs:manage_withdraw": mine(by_program),
    "programs:manage_pause": mine(by_program),
    "programs:manage_resume": mine(lambda w: by_program(w) | {"pk": w.pause.pk}),
    "programs:manage_day": mine(by_day),
    "programs:manage_desks": mine(by_day),
    "programs:copy_desks": mine(lambda w: by_day(w) | {"on": w.desk.session.on + timedelta(days=7)}),
    "programs:manage_desk": mine(by_desk),
    "programs:confirm_desk": mine(by_desk),
    "programs:remove_desk": mine(by_desk),
    "programs:roster": Row(),
    "programs:my_duties": Row(),
    "programs:say_yes": Row(by_duty, hidden=True),
    "programs:assign": mine(lambda w: {"pk": w.session.pk}),
    "programs:confirm": mine(by_duty),
    "programs:rest": mine(by_duty),
    "programs:release": mine(by_duty),
    "programs:talk_poster": Row(by_day),
    "programs:talk_message": Row(by_day),
    "programs:material": Row(lambda w: by_day(w) | {"pk": w.material.pk}),
    "programs:answer_invitation": Row(lambda w: {"token": w.speaker.token}),
    "programs:door": Row(),
    "programs:check_in": Row(lambda w: {"code": w.hall.code}),
    "programs:new_talk": mine(by_program),
    "programs:plan": mine(by_day),
    "programs:speaker_deed": mine(lambda w: by_speaker(w) | {"deed": "pasti"}),
    "programs:remove_material": mine(lambda w: {"pk": w.material.pk}),
    "programs:attendances": Row(),
    "programs:attendance": mine(by_hall),
    "programs:hall_screen": mine(by_hall),
    "programs:sheet": mine(by_count),
    "programs:count_deed": mine(lambda w: by_count(w) | {"deed": "sisihkan"}),
    "programs:pairs": Row(),
    "programs:pairs_of": mine(lambda w: {"pk": w.pair.session_id}),
    "programs:pairs_sheet": mine(lambda w: {"pk": w.pair.session_id}),
    "programs:pair": mine(lambda w: {"pk": w.pair.pk}),
    "programs:pair_original": mine(by_shot),
    "programs:cover_shot": mine(by_shot),
    "programs:shot_deed": mine(lambda w: by_shot(w) | {"deed": "ke-sesudah"}),
    "programs:pair_copy": mine(lambda w: {"pk": Copy.objects.filter(shot__pair=w.pair).first().pk}),
    "programs:pair_photo": Row(
        lambda w: {
            "slug": w.pair.session.program.slug,
            "on": w.pair.session.on,
            "pk": w.pair.pk,
            "side": "sebelum",
        }
    ),
    "performance:program": Row(by_program),
    "performance:pulse": Row(by_day),
    "performance:touch": Row(by_day),
    "performance:use": Row(by_followed),
    "performance:stop": Row(by_followed),
    "performance:sessions": Row(),
    "performance:session": mine(by_lesson),
    "performance:paper": mine(by_session),
    "performance:printout": mine(by_lesson),
    "performance:lesson": mine(by_lesson),
    "performance:drop_lesson": mine(by_lesson),
    "performance:hands": mine(lambda w: by_lesson(w) | {"lesson": w.lesson.pk}),
    "performance:manage_program": mine(by_program),
    "performance:settings": mine(by_program),
    "catalogue:search": Row(),
    "catalogue:services": Row(),
    "catalogue:checklist": Row(by_service),
    "catalogue:history": Row(by_service),
    "catalogue:printout": Row(lambda w: by_service(w) | {"count": 14}),
    "catalogue:service_on": Row(lambda w: by_service(w) | {"on": w.session.on}),
    "catalogue:rights": Row(),
    "catalogue:manage": Row(),
    "catalogue:manage_new": Row(),
    "catalogue:manage_service": mine(by_own_service),
    "catalogue:manage_stop": mine(by_standard),
    "catalogue:manage_resume": mine(by_standard),
    "catalogue:manage_standard": mine(by_standard),
    "catalogue:manage_edit": mine(by_standard),
    "catalogue:manage_compare": mine(by_standard),
    "catalogue:manage_publish": mine(by_standard),
    "catalogue:manage_discard": mine(by_standard),
    "voices:board_rules": Row(),
    **{
        f"voices:{name}": Row(by_board)
        for name in ("board", "ask", "board_alike", "present", "vote", "screen")
    },
    "voices:boards": Row(),
    "voices:moderate": mine(lambda w: {"session_id": w.question.session_id}),
    "voices:ask_for": mine(lambda w: {"session_id": w.question.session_id}),
    "voices:board_question": mine(by_question),
    "voices:board_deed": mine(lambda w: by_question(w) | {"name": "tampilkan"}),
    "voices:trends": Row(by_trend),
    "voices:trends_table": Row(by_trend),
    "voices:trends_catalogue": Row(by_trend),
    "voices:manage_trends": Row(),
    "voices:manage_trend": mine(by_trend),
    "voices:manage_trend_table": mine(by_trend),
    "voices:tell": mine(by_trend),
    "voices:propose": mine(by_trend),
    "voices:proposal": mine(lambda w: by_trend(w) | {"pk": w.proposal.pk}),
    "api:enrol": Row(),
    "api:record": Row(lambda w: by_device(w) | {"id": str(w.held.client_id)}),
    "api:photo": Row(lambda w: by_device(w) | {"id": str(w.held.client_id), "sha256": "a" * 64}),
    "api:manifest": Row(by_device),
    "field:app": Row(),
    "field:here": Row(),
    "field:worker": Row(),
    "field:script": Row(lambda w: {"version": "1"}),
    "field:web_manifest": Row(),
    "field:overview": Row(),
    "field:held": Row(),
    "field:decide": mine(lambda w: {"pk": w.held.pk, "deed": "tolak"}),
    "field:import": Row(),
    "field:file": mine(lambda w: {"pk": w.phone_file.pk}),
    "field:code_state": mine(lambda w: {"uid": w.invited.uid, "until": 1}),
    "field:devices": Row(),
    "field:invite": Row(),
    "field:device": mine(lambda w: {"uid": w.held.sender}),
    "field:invite_again": mine(lambda w: {"uid": w.invited.uid}),
    "field:revoke": mine(lambda w: {"uid": w.held.sender}),
    "field:session": mine(lambda w: by_office(w) | {"about": w.held.about}),
    "field:paper": mine(lambda w: by_office(w) | {"about": w.held.about}),
    "account_login": Row(),
    "account_logout": Row(),
    "account_change_password": Row(),
    "account_reauthenticate": Row(),
    "mfa_authenticate": Row(),
    "mfa_reauthenticate": Row(),
    "mfa_index": Row(),
    "mfa_activate_totp": Row(),
    "mfa_deactivate_totp": Row(),
    "mfa_view_recovery_codes": Row(),
    "mfa_generate_recovery_codes": Row(),
    "mfa_download_recovery_codes": Row(),
    "usersessions_list": Row(),
    "documents:check": Row(),
    "documents:checked": Row(lambda w: {"token": w.letter.token}),
    "documents:letters": Row(),
    "documents:letter": mine(by_letter),
    "documents:printout": mine(by_letter),
    "documents:pdf": mine(lambda w: {"pk": make.drawn(w.letter).pk}),
    "documents:revoke": mine(by_letter),
    "documents:quarantine": Row(),
    "documents:scan_again": mine(by_file),
    "documents:refuse": mine(by_file),
    "people:begin": Row(),
    "people:end_sign_in": Row(lambda w: {"pk": 1}, hidden=True),
    "people:calls": Row(),
    "people:call": mine(by_untold),
    "people:call_deed": mine(lambda w: by_untold(w) | {"deed": "sudah"}),
    "people:offices": Row(),
    "people:create_office": Row(),
    "people:first_head": mine(by_office),
    "people:officers": Row(),
    "people:create": Row(),
    "people:officer": mine(by_colleague),
    "people:give": mine(by_colleague),
    "people:end": mine(lambda w: by_colleague(w) | {"pk": w.task.pk}),
    "people:reset": mine(by_colleague),
    "audit:entries": Row(),
    "places:office": mine(by_office),
    "places:hours": mine(lambda w: by_office(w) | {"season": "normal"}),
    "places:add_counter": mine(by_office),
    "places:change_counter": mine(lambda w: by_office(w) | {"number": make.counter(w.here).number}),
    "places:confirm": mine(by_office),
    "places:show": mine(by_office),
    "programs:hide_office": mine(by_office),
    "places:agencies": Row(),
    "places:calendar": Row(by_year),
    "places:override": Row(by_year),
    "places:withdraw": Row(lambda w: by_year(w) | {"pk": w.override.pk}),
}
