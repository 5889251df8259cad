"""docs/permissions.md says what the code grants."""

from pathlib import Path

from balai.base.permissions import Permission
from balai.people.roles import GRANTS
from balai.people.rules import GIVES, Role

PAGE = (Path(__file__).parents[3] / "docs" / "permissions.md").read_text()


def row_of(permission: Permission) -> str:
    marks = ["●" if permission in GRANTS[role] else "" for role in Role]
    return f"| `{permission}` {permission.label} | " + " | ".join(marks) + " |"


def test_every_permission_and_role_stands_in_the_table_as_it_is_granted():
    missing = [row_of(permission) for permission in Permission if row_of(permission) not in PAGE]
    assert not missing, "docs/permissions.md should say:\n" + "\n".join(missing)


def test_every_role_that_gives_stands_there():
    for giver, given in GIVES.items():
        words = "all" if given == frozenset(Role) else ", ".join(r.label for r in Role if r in given)
        assert f"| {Role(giver).label} | {words} |" in PAGE


def test_every_role_has_its_grants():
    assert set(GRANTS) == set(Role)
