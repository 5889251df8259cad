"""Every write of this app: one verb, one transaction, one entry in the record of deeds."""

from balai.programs.actions.attending import check_in, enter_name, forget_names
from balai.programs.actions.desks import change_desk, confirm_desk, copy_desks, invite_desk, remove_desk
from balai.programs.actions.offices import retire_office
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

__all__ = [
    "add_session",
    "assign_duty",
    "cancel_session",
    "change_desk",
    "change_rule",
    "check_in",
    "close_session",
    "confirm_desk",
    "confirm_duty",
    "copy_desks",
    "create_program",
    "decide_session",
    "edit_program",
    "end_series",
    "enter_name",
    "flag_session",
    "forget_names",
    "invite_desk",
    "materialise",
    "move_session",
    "pause_program",
    "publish",
    "release_duty",
    "remove_desk",
    "resume_program",
    "retire_office",
    "session_for",
    "set_rest_day",
    "withdraw",
]
