"""Every write of this app: one verb, one transaction, one entry in the record of deeds."""

from balai.programs.actions.attending import check_in, enter_list, enter_name, forget_names
from balai.programs.actions.counting import erase_old_sheets, pick_count, report_heads, set_count_aside
from balai.programs.actions.desks import change_desk, confirm_desk, copy_desks, invite_desk, remove_desk
from balai.programs.actions.halls import open_hall, renew_hall
from balai.programs.actions.offices import retire_office
from balai.programs.actions.pairing import (
    add_from_sheet,
    add_shot,
    choose_shot,
    cover_shot,
    drop_shot,
    erase_old_originals,
    name_pair,
    publish_pair,
    take_photos,
    turn_shot,
    withdraw_pair,
)
from balai.programs.actions.planning import add_material, edit_plan, remove_material, schedule_talk
from balai.programs.actions.program import create_program, edit_program, publish, withdraw
from balai.programs.actions.roster import assign_duty, confirm_duty, flag_session, release_duty, set_rest_day
from balai.programs.actions.series import change_rule, end_series, pause_program, resume_program
from balai.programs.actions.sessions import (
    add_session,
    cancel_session,
    close_session,
    decide_session,
    materialise,
    move_session,
    session_for,
)
from balai.programs.actions.speakers import (
    Invitee,
    confirm_speaker,
    decline_speaker,
    invite_again,
    invite_speaker,
    withdraw_speaker,
)
from balai.programs.actions.turning import end_letters_of_cancelled, fill_turns, set_turns
from balai.programs.actions.working import correct_result, pick_result, report_result, set_result_aside

__all__ = [
    "Invitee",
    "add_from_sheet",
    "add_material",
    "add_session",
    "add_shot",
    "assign_duty",
    "cancel_session",
    "change_desk",
    "change_rule",
    "check_in",
    "choose_shot",
    "close_session",
    "confirm_desk",
    "confirm_duty",
    "confirm_speaker",
    "copy_desks",
    "correct_result",
    "cover_shot",
    "create_program",
    "decide_session",
    "decline_speaker",
    "drop_shot",
    "edit_plan",
    "edit_program",
    "end_letters_of_cancelled",
    "end_series",
    "enter_list",
    "enter_name",
    "erase_old_originals",
    "erase_old_sheets",
    "fill_turns",
    "flag_session",
    "forget_names",
    "invite_again",
    "invite_desk",
    "invite_speaker",
    "materialise",
    "move_session",
    "name_pair",
    "open_hall",
    "pause_program",
    "pick_count",
    "pick_result",
    "publish",
    "publish_pair",
    "release_duty",
    "remove_desk",
    "remove_material",
    "renew_hall",
    "report_heads",
    "report_result",
    "resume_program",
    "retire_office",
    "schedule_talk",
    "session_for",
    "set_count_aside",
    "set_rest_day",
    "set_result_aside",
    "set_turns",
    "take_photos",
    "turn_shot",
    "withdraw",
    "withdraw_pair",
    "withdraw_speaker",
]
