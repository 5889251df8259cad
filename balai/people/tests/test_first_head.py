"""The first head of a new office, named on the web by who made the office."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.people import actions
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.models import Office
from tests import make

pytestmark = pytest.mark.django_db
NEW = {"display_name": "Lurah", "username": "lurah.baru"}


@pytest.fixture(autouse=True)
def sunday_morning(at):
    at(make.NOW)


@pytest.fixture
def keeper() -> Person:
    return make.officer(Role.ADMIN, office=make.office("kec-contoh"))


@pytest.fixture
def made(keeper: Person) -> Office:
    place = make.office("kec-contoh-2").place
    return actions.open_office(by=keeper, now=make.NOW, name="Desa Baru", kind="kelurahan", place=place)


@pytest.fixture
def admin(keeper: Person) -> Client:
    return make.browser(keeper)


def page(office: Office) -> str:
    return f"/kelola/kantor/{office.slug}/kepala/"


def heads(office: Office) -> list[str]:
    rows = Assignment.objects.not_over(make.NOW).filter(office=office, role=Role.OFFICE_HEAD)
    return [row.person.username for row in rows]


def begin(username: str) -> None:
    Person.objects.filter(username=username).update(last_login=make.NOW)


def test_a_new_head_gets_a_start_code_and_begins_with_it(admin, made):
    answer = admin.post(page(made), NEW)
    assert answer.status_code == 201
    (code,) = re.findall(r'Kode awal: <strong class="code nowrap">(.+?)</strong>', answer.content.decode())
    head = Person.objects.get(username="lurah.baru")
    assert head.check_password(code)
    assert head.start_code_until
    assert head.start_code_until > make.NOW
    assert heads(made) == ["lurah.baru"]
    assert Entry.objects.filter(verb="role.given", office=made.slug).exists()


def test_somebody_with_an_account_becomes_head_without_a_new_code(admin, made):
    known = make.officer(Role.FRONT_DESK, office=Office.objects.get(slug="kec-contoh"))
    before = known.password
    assert admin.post(page(made), {"person": known.pk}).status_code == 302
    assert heads(made) == [known.username]
    known.refresh_from_db()
    assert known.password == before


def test_a_head_who_never_began_is_replaced(admin, made):
    """The start code was lost, or ran out after three days."""
    admin.post(page(made), NEW)
    assert "Belum pernah masuk" in admin.get(page(made)).content.decode()
    admin.post(page(made), {"display_name": "Lurah", "username": "lurah.lain"})
    assert heads(made) == ["lurah.lain"]


def test_once_a_head_has_begun_heads_name_heads(admin, keeper, made):
    admin.post(page(made), NEW)
    begin("lurah.baru")
    seen = admin.get(page(made)).content.decode()
    assert "sudah punya kepala" in seen
    assert "<button" not in seen.split("<main", 1)[1]
    with pytest.raises(RuleBroken, match="sudah punya kepala"):
        actions.name_first_head(office=made, by=keeper, now=make.NOW, username="x.lain", display_name="X")
    assert heads(made) == ["lurah.baru"]


def test_a_past_head_who_began_counts_too(admin, keeper, made):
    """Ending the only head at the command line opens no door for the administrator."""
    admin.post(page(made), NEW)
    begin("lurah.baru")
    actions.end_assignment(assignment=Assignment.objects.get(person__username="lurah.baru"), now=make.NOW)
    with pytest.raises(RuleBroken, match="sudah punya kepala"):
        actions.name_first_head(office=made, by=keeper, now=make.NOW, username="x.lain", display_name="X")


def test_nobody_names_themselves(admin, keeper, made):
    assert admin.post(page(made), {"person": keeper.pk}).status_code == 422
    with pytest.raises(RuleBroken, match="orang lain"):
        actions.name_first_head(office=made, person=keeper, by=keeper, now=make.NOW)
    assert heads(made) == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"username": ""}, "Nama pengguna: 3 sampai 60"),
        ({"username": "lurah.baru"}, "Isi sebutan petugas"),
        ({"display_name": "Lurah", "username": "petugas.lama"}, "sudah dipakai"),
    ],
)
def test_what_lacks_is_said_and_nobody_is_replaced(admin, made, sent, said):
    make.officer(Role.FRONT_DESK, name="petugas.lama")
    admin.post(page(made), NEW)
    answer = admin.post(page(made), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert heads(made) == ["lurah.baru"]


def test_with_nobody_to_choose_a_new_person_is_not_optional(admin, made):
    seen = admin.get(page(made)).content.decode()
    assert "boleh dikosongkan" not in seen
    make.officer(Role.FRONT_DESK, office=Office.objects.get(slug="kec-contoh"))
    assert "boleh dikosongkan" in admin.get(page(made)).content.decode()


def test_either_a_known_officer_or_a_new_one(admin, made):
    known = make.officer(Role.FRONT_DESK, office=Office.objects.get(slug="kec-contoh"))
    assert "salah satu saja" in admin.post(page(made), NEW | {"person": known.pk}).content.decode()


def test_other_administrators_cannot(made):
    stranger = make.officer(Role.ADMIN, office=make.office())
    assert make.browser(stranger).get(page(made)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.name_first_head(office=made, by=stranger, now=make.NOW, **NEW)


def test_the_new_offices_page_leads_there(admin, made):
    assert page(made) in admin.get(f"/kelola/kantor/{made.slug}/").content.decode()
