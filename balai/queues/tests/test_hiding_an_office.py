"""An office that no longer serves is hidden; not while somebody counts on it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from balai.audit.models import Entry
from balai.people.rules import Role
from balai.places.actions import show_office
from balai.places.models import Office
from balai.programs import actions
from balai.programs.models import Program
from balai.queues.actions import cancel
from balai.queues.actions.gate import take_number
from balai.queues.models import Sitting
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sunday_morning(at):
    at(make.NOW)


def head_of(office: Office) -> Client:
    return make.browser(make.head(office))


def test_residents_see_it_no_more_and_nothing_is_deleted(client):
    program = make.program()
    office = program.office
    make.hours(office)
    public = [f"/kantor/{office.slug}/", f"/program/{program.slug}/"]
    assert [client.get(path).status_code for path in public] == [200, 200]
    head = head_of(office)
    asked = head.get(f"/kelola/kantor/{office.slug}/sembunyi/").content.decode()
    assert program.name in asked
    assert head.post(f"/kelola/kantor/{office.slug}/sembunyi/").status_code == 302
    assert [client.get(path).status_code for path in public] == [404, 404]
    assert Program.objects.filter(pk=program.pk, is_published=True).exists()
    assert Entry.objects.filter(verb="office.hidden").exists()
    assert head.post(f"/kelola/kantor/{office.slug}/tampil/").status_code == 302
    assert [client.get(path).status_code for path in public] == [200, 200]


def test_it_stays_while_somebody_has_a_number_and_says_where():
    sitting = make.sitting()
    ticket, office = make.booked(sitting), sitting.office
    head = head_of(office)
    path = f"/kelola/kantor/{office.slug}/sembunyi/"
    answer = head.post(path)
    assert answer.status_code == 409
    seen = answer.content.decode()
    assert "Masih ada 1 orang" in seen
    assert sitting.line.program.name in seen
    office.refresh_from_db()
    assert office.is_active
    cancel(ticket=ticket, now=make.NOW)
    assert head.post(path).status_code == 302


def test_only_who_arranges_the_office_hides_it():
    office = make.program().office
    stranger = make.head(make.office())
    assert make.browser(stranger).post(f"/kelola/kantor/{office.slug}/sembunyi/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.retire_office(office=office, by=stranger, now=make.NOW)


def test_a_hidden_office_is_not_hidden_again():
    office = make.office(is_active=False)
    assert head_of(office).get(f"/kelola/kantor/{office.slug}/sembunyi/").status_code == 404


def test_its_kind_can_be_corrected():
    office = make.office()
    facts = {"name": office.name, "kind": "mpp", "zone": office.zone, "address": "Jalan Rekaan 1"}
    assert head_of(office).post(f"/kelola/kantor/{office.slug}/", facts).status_code == 302
    office.refresh_from_db()
    assert office.kind == "mpp"
    wrong = head_of(office).post(f"/kelola/kantor/{office.slug}/", facts | {"kind": "rumah"})
    assert wrong.status_code == 422


def test_a_front_desk_does_not_hide():
    office = make.office()
    clerk = make.browser(make.officer(Role.FRONT_DESK, office=office))
    assert clerk.post(f"/kelola/kantor/{office.slug}/sembunyi/").status_code == 403


def test_who_began_to_book_before_it_was_hidden_gets_no_number_after():
    sitting = make.sitting()
    read = sitting.session.revision
    actions.retire_office(office=sitting.office, by=make.head(sitting.office), now=make.NOW)
    assert take_number(sitting.pk, session_revision=read) is None


def test_shown_again_it_is_booked_as_before():
    sitting = make.sitting()
    office, by = sitting.office, make.head(sitting.office)
    make.hours(office)
    actions.retire_office(office=office, by=by, now=make.NOW)
    show_office(office=office, by=by, now=make.NOW)
    assert make.booked(Sitting.objects.get(pk=sitting.pk)).pk
