"""A new office: made by the system administrator, arranged, then shown to residents."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.people import actions
from balai.people.rules import Role
from balai.places.actions import show_office
from balai.places.models import Agency, Office
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sunday_morning(at):
    at(make.NOW)


@pytest.fixture
def home() -> Office:
    return make.office("kec-contoh")


@pytest.fixture
def admin(home) -> Client:
    return make.browser(make.officer(Role.ADMIN, office=home))


def facts(**changed: object) -> dict[str, object]:
    village = make.place("99.01.01.2001")
    usual = {"name": "Desa Sukamakmur", "kind": "kelurahan", "place": village.pk, "address": "Jalan Rekaan 2"}
    return usual | changed


def test_the_administrator_makes_an_office_and_is_told_the_next_step(admin):
    answer = admin.post("/kelola/kantor/baru/", facts(), follow=True)
    seen = answer.content.decode()
    assert "Belum tampil untuk warga" in seen
    office = Office.objects.get(slug="desa-sukamakmur")
    assert (office.is_active, office.zone) == (False, "Asia/Jakarta")
    assert Entry.objects.filter(verb="office.created").exists()


def test_residents_see_it_once_its_hours_are_there_and_it_is_shown(admin, client):
    admin.post("/kelola/kantor/baru/", facts())
    office = Office.objects.get(slug="desa-sukamakmur")
    refused = admin.post("/kelola/kantor/desa-sukamakmur/tampil/")
    assert refused.status_code == 422
    assert "Isi jam buka dulu" in refused.content.decode()
    assert client.get("/kantor/desa-sukamakmur/").status_code == 404
    make.hours(office)
    assert admin.post("/kelola/kantor/desa-sukamakmur/tampil/").status_code == 302
    assert client.get("/kantor/desa-sukamakmur/").status_code == 200


def test_only_below_ones_own_region(admin):
    foreign = make.place("98.01")
    answer = admin.post("/kelola/kantor/baru/", facts(place=foreign.pk))
    assert "Pilih wilayah yang Anda kelola." in answer.content.decode()
    keeper = make.officer(Role.ADMIN, office=make.office("kec-contoh"))
    with pytest.raises(PermissionDenied):
        actions.open_office(by=keeper, now=make.NOW, name="X", kind="mpp", place=foreign)


def test_what_was_typed_stays_when_something_lacks(admin):
    answer = admin.post("/kelola/kantor/baru/", facts(address=""))
    assert answer.status_code == 422
    assert 'value="Desa Sukamakmur"' in answer.content.decode()


def test_one_name_stands_once_in_a_region(admin, home):
    admin.post("/kelola/kantor/baru/", facts())
    assert "sudah ada di wilayah itu" in admin.post("/kelola/kantor/baru/", facts()).content.decode()


def test_an_office_called_new_gets_another_address(home):
    keeper = make.officer(Role.ADMIN, office=home)
    made = actions.open_office(by=keeper, now=make.NOW, name="Baru", kind="mpp", place=home.place)
    assert made.slug == "baru-2"


@pytest.mark.parametrize("role", [Role.OFFICE_HEAD, Role.FRONT_DESK])
def test_nobody_else_makes_offices(home, role):
    assert make.browser(make.officer(role, office=home)).get("/kelola/kantor/baru/").status_code == 403


def test_the_maker_may_give_roles_there(admin):
    admin.post("/kelola/kantor/baru/", facts())
    assert "Desa Sukamakmur" in admin.get("/kelola/petugas/baru/").content.decode()


def test_the_administrator_of_one_office_finds_the_button(admin):
    assert "/kelola/kantor/baru/" in admin.get("/kelola/kantor/").content.decode()


def test_a_head_of_one_office_goes_straight_there(home):
    head = make.browser(make.officer(Role.OFFICE_HEAD, office=home))
    assert head.get("/kelola/kantor/")["Location"] == "/kelola/kantor/kec-contoh/"


def test_another_office_is_not_shown_by_a_stranger(home):
    stranger = make.officer(Role.OFFICE_HEAD, office=make.office())
    assert make.browser(stranger).post("/kelola/kantor/kec-contoh/tampil/").status_code == 404
    with pytest.raises(PermissionDenied):
        show_office(office=home, by=stranger, now=make.NOW)


def test_an_agency_is_added_once(admin):
    sent = {"name": "Bank Rekaan", "short_name": ""}
    assert "Instansi ditambahkan." in admin.post("/kelola/instansi/", sent, follow=True).content.decode()
    assert Agency.objects.get(name="Bank Rekaan").slug == "bank-rekaan"
    assert "sudah ada di daftar" in admin.post("/kelola/instansi/", sent).content.decode()
    with pytest.raises(RuleBroken, match="Isi jam buka dulu"):
        show_office(office=make.office(), by=None, now=make.NOW)
