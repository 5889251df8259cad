"""What each role may do: code. Who holds a role, where and until when: data (Assignment)."""

from balai.base.permissions import Permission
from balai.people.rules import Role

GRANTS: dict[str, frozenset[Permission]] = {
    Role.FRONT_DESK: frozenset({Permission.QUEUE_CALL, Permission.ATTENDANCE_TAKE}),
    Role.COORDINATOR: frozenset(
        {
            Permission.QUEUE_CALL,
            Permission.QUEUE_MANAGE,
            Permission.ROSTER_EDIT,
            Permission.ATTENDANCE_TAKE,
            Permission.CASE_WORK,
            Permission.CASE_TAKE,
            Permission.TREND_READ,
            Permission.IDENTITY_OPEN,
            Permission.CONTACT_CALL,
            Permission.FIELD_MANAGE,
            Permission.DOCUMENT_CHECK,
            Permission.REPORT_WRITE,
        }
    ),
    Role.LISTENER: frozenset(
        {Permission.QUEUE_CALL, Permission.VOICE_HEAR, Permission.CASE_WORK, Permission.IDENTITY_OPEN}
    ),
    Role.LIAISON: frozenset({Permission.CASE_WORK, Permission.CASE_TAKE}),
    Role.ANALYST: frozenset({Permission.TREND_READ}),  # figures, never a voice or a person
    Role.EDITOR: frozenset({Permission.CATALOGUE_EDIT}),
    Role.PROGRAM_LEAD: frozenset(
        {
            Permission.PROGRAM_EDIT,
            Permission.PROGRAM_PUBLISH,
            Permission.ROSTER_EDIT,
            Permission.QUEUE_MANAGE,
            Permission.REPORT_WRITE,
            Permission.FIELD_MANAGE,
            Permission.ATTENDANCE_TAKE,
        }
    ),
    Role.OFFICE_HEAD: frozenset(
        {
            Permission.QUEUE_CALL,
            Permission.QUEUE_MANAGE,
            Permission.PROGRAM_EDIT,
            Permission.PROGRAM_PUBLISH,
            Permission.ROSTER_EDIT,
            Permission.ATTENDANCE_TAKE,
            Permission.ATTENDANCE_DECIDE,
            Permission.CATALOGUE_EDIT,
            Permission.CATALOGUE_PUBLISH,
            Permission.OFFICE_EDIT,
            Permission.PEOPLE_ASSIGN,
            Permission.AUDIT_READ,
            Permission.CASE_WORK,
            Permission.CASE_TAKE,
            Permission.CASE_NARROW,
            Permission.CASE_DECIDE,
            Permission.VOICE_HEAR,
            Permission.PROMISE_READ,
            Permission.TREND_READ,
            Permission.TREND_TELL,
            Permission.IDENTITY_OPEN,
            Permission.CONTACT_CALL,
            Permission.FIELD_MANAGE,
            Permission.DOCUMENT_CHECK,
            Permission.REPORT_WRITE,
            Permission.REPORT_APPROVE,
            Permission.LETTER_ISSUE,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.OFFICE_CREATE,
            Permission.OFFICE_EDIT,
            Permission.PEOPLE_ASSIGN,
            Permission.AUDIT_READ,
            Permission.DOCUMENT_CHECK,
        }
    ),
}


def roles_with(permission: str) -> list[str]:
    return [role for role, granted in GRANTS.items() if permission in granted]
