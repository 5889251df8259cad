"""Every write of people: officers, their roles, their signing in, and the sealed identities of residents."""

from balai.people.actions.assignments import assign, end_assignment
from balai.people.actions.calling import Call, end_call, leave_call, open_call, put_back
from balai.people.actions.consenting import finish_withdrawal, give_consent, withdraw_consent
from balai.people.actions.identities import (
    OpenedIdentity,
    change_identity,
    erase_expired_identities,
    keep_identity,
    new_identity,
    open_identity,
    reseal_factors,
    reseal_identities,
    role_at,
    without_persons,
)
from balai.people.actions.officers import NewAccess, create_officer, rename_officer, reset_access
from balai.people.actions.offices import name_first_head, open_office
from balai.people.actions.resealing import reseal_all, sealed_columns
from balai.people.actions.signing_in import (
    choose_password,
    demo_sign_in,
    end_sign_in,
    note_locked_out,
    note_second_factor,
    note_sign_in,
    note_sign_out,
    replace_second_factor,
    take_code_once,
)

__all__ = [
    "Call",
    "NewAccess",
    "OpenedIdentity",
    "assign",
    "change_identity",
    "choose_password",
    "create_officer",
    "demo_sign_in",
    "end_assignment",
    "end_call",
    "end_sign_in",
    "erase_expired_identities",
    "finish_withdrawal",
    "give_consent",
    "keep_identity",
    "leave_call",
    "name_first_head",
    "new_identity",
    "note_locked_out",
    "note_second_factor",
    "note_sign_in",
    "note_sign_out",
    "open_call",
    "open_identity",
    "open_office",
    "put_back",
    "rename_officer",
    "replace_second_factor",
    "reseal_all",
    "reseal_factors",
    "reseal_identities",
    "reset_access",
    "role_at",
    "sealed_columns",
    "take_code_once",
    "withdraw_consent",
    "without_persons",
]
