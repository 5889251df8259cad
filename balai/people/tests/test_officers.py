"""Who gives which role to whom; ended means ended; and pages that show one's own office only."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission
from balai.people import actions
from balai.people.models import Assignment, Person
from balai.people.permissions import offices_where, people_seen_by
from balai.people.rules import OPERATIVE, Role
from tests.make import people, places
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_morning(at):
    at(NOW)


@pytest.fixture
def office():
    return places.office()


def give(role: str, office, by, person: Person | None = None, **more):
    person = person or people.officer(Role.FRONT_DESK, office)
    return actions.assign(person=person, role=role, office=office, by=by, now=NOW, **more)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.FRONT_DESK])
def test_a_head_gives_every_role_at_the_own_office(office, role):
    assert give(role, office, people.head(office)).role == role


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_makes_neither_heads_nor_equals(office, role):
    admin = people.officer(Role.ADMIN, office)
    person = people.officer(Role.FRONT_DESK, places.office())
    if role in OPERATIVE:
        assert give(role, office, admin, person).role == role
    else:
        with pytest.raises(PermissionDenied):
            give(role, office, admin, person)


@pytest.mark.parametrize("role", sorted(OPERATIVE))
def test_other_roles_give_nothing(office, role):
    with pytest.raises(PermissionDenied):
        give(Role.EDITOR, office, people.officer(role, office))


def test_a_head_gives_nothing_at_another_office(office):
    with pytest.raises(PermissionDenied):
        give(Role.EDITOR, office, people.head(places.office()))


def test_nobody_gives_a_role_to_themselves(office):
    head = people.head(office)
    with pytest.raises(RuleBroken, match="diri sendiri"):
        give(Role.EDITOR, office, head, head)


def test_a_role_is_held_once_at_a_time(office):
    head, person = people.head(office), people.officer(Role.FRONT_DESK, office)
    with pytest.raises(RuleBroken, match="sudah memegang"):
        give(Role.FRONT_DESK, office, head, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(person=person, role=Role.FRONT_DESK, office=office, starts_at=NOW)


def test_two_periods_may_touch_but_not_overlap(office):
    head, person = people.head(office), people.officer(Role.FRONT_DESK, office)
    week = timedelta(days=7)
    give(Role.EDITOR, office, head, person, starts_at=NOW, ends_at=NOW + week)
    with pytest.raises(RuleBroken, match="sudah memegang"):
        give(Role.EDITOR, office, head, person, starts_at=NOW + week / 2)
    assert give(Role.EDITOR, office, head, person, starts_at=NOW + week)


def test_an_end_before_the_start_is_refused(office):
    with pytest.raises(RuleBroken, match="Akhir tugas"):
        give(Role.EDITOR, office, people.head(office), ends_at=NOW)


def test_an_ended_role_is_refused_at_the_very_next_request(office):
    head, clerk = people.head(office), people.head(office)
    browser = people.browser(clerk)
    assert browser.get(reverse("people:officers")).status_code == 200
    held = Assignment.objects.get(person=clerk)
    actions.end_assignment(assignment=held, by=head, now=NOW)
    assert browser.get(reverse("people:officers")).status_code == 403
    assert not clerk.may(Permission.PEOPLE_ASSIGN, at=office)


def test_a_role_counts_from_its_start_to_its_end(office, at):
    person = people.officer(Role.EDITOR, places.office())
    give(
        Role.COORDINATOR,
        office,
        None,
        person,
        starts_at=NOW + timedelta(hours=1),
        ends_at=NOW + timedelta(hours=2),
    )
    moments = [NOW, NOW + timedelta(hours=1), NOW + timedelta(minutes=119), NOW + timedelta(hours=2)]
    allowed = []
    for moment in moments:
        at(moment)
        allowed.append(person.may(Permission.QUEUE_MANAGE, at=office))
    assert allowed == [False, True, True, False]


def test_a_role_that_has_not_begun_never_begins_when_ended(office, at):
    person = people.officer(Role.EDITOR, places.office())
    held = give(Role.COORDINATOR, office, None, person, starts_at=NOW + timedelta(days=1))
    actions.end_assignment(assignment=held, by=people.head(office), now=NOW)
    at(NOW + timedelta(days=2))
    assert not person.may(Permission.QUEUE_MANAGE, at=office)


def test_an_office_keeps_its_last_head(office):
    head = people.head(office)
    with pytest.raises(RuleBroken, match="kepala kantor terakhir"):
        actions.end_assignment(assignment=Assignment.objects.get(person=head), by=head, now=NOW)


def test_somebody_who_rests_may_nothing(office):
    head = people.head(office)
    head.is_active = False
    assert not head.may(Permission.OFFICE_EDIT, at=office)
    assert not offices_where(head, Permission.OFFICE_EDIT).exists()


def test_asking_for_a_permission_is_one_query(office, django_assert_num_queries):
    head = people.head(office)
    with django_assert_num_queries(1):
        assert head.may(Permission.OFFICE_EDIT, at=office)
    with django_assert_num_queries(1):
        assert list(offices_where(head, Permission.OFFICE_EDIT)) == [office]
    with django_assert_num_queries(0):
        offices_where(head, Permission.OFFICE_EDIT)


def test_the_list_of_officers_does_not_grow_in_queries(office, django_assert_max_num_queries):
    head = people.head(office)
    for _ in range(10):
        people.officer(Role.FRONT_DESK, office)
    browser = people.browser(head)
    browser.get(reverse("people:officers"))
    with django_assert_max_num_queries(6):
        browser.get(reverse("people:officers"))


def reset(person: Person, by: Person | None) -> actions.NewAccess:
    return actions.reset_access(person=person, by=by, now=NOW)


def test_a_reset_ends_everything_of_before(office):
    head, clerk = people.head(office), people.officer(Role.FRONT_DESK, office)
    browser = people.browser(clerk)
    access = reset(clerk, head)
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert browser.get("/akun/").status_code == 302
    assert Person.objects.get(pk=clerk.pk).check_password(access.start_code)
    assert Entry.objects.get(verb="person.access_reset").actor == head.pseudonym


def test_an_administrator_does_not_become_head_by_resetting_one(office):
    with pytest.raises(PermissionDenied):
        reset(people.head(office), people.officer(Role.ADMIN, office))


def test_a_head_does_not_reset_somebody_who_is_head_elsewhere(office):
    person = people.head(places.office())
    people.assignment(person, Role.FRONT_DESK, office)
    with pytest.raises(PermissionDenied):
        reset(person, people.head(office))


def test_nobody_resets_themselves(office):
    head = people.head(office)
    with pytest.raises(RuleBroken, match="halaman akun"):
        reset(head, head)


@pytest.mark.parametrize("name", ["ab", "Siti Loket", "../etc", "a" * 61, "-abc", "é.loket"])
def test_a_user_name_is_plain(office, name):
    with pytest.raises(RuleBroken, match="Nama pengguna"):
        actions.create_officer(username=name, display_name="X", role=Role.FRONT_DESK, office=office, now=NOW)


def test_a_user_name_is_given_once(office):
    people.officer(Role.FRONT_DESK, office, name="siti.loket")
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        actions.create_officer(
            username="SITI.loket", display_name="X", role=Role.FRONT_DESK, office=office, now=NOW
        )


# Pages.


def pages_of(person: Person) -> list[str]:
    return [
        reverse("people:officer", args=[person.pseudonym]),
        reverse("people:reset", args=[person.pseudonym]),
    ]


def test_officers_of_another_office_do_not_exist(office):
    stranger = people.officer(Role.FRONT_DESK, places.office())
    head = people.head(office)
    browser = people.browser(head)
    assert stranger.display_name not in browser.get(reverse("people:officers")).content.decode()
    for page in pages_of(stranger):
        assert browser.get(page).status_code == 404
    assert browser.post(reverse("people:reset", args=[stranger.pseudonym])).status_code == 404
    assert browser.post(reverse("people:give", args=[stranger.pseudonym])).status_code == 404
    held = Assignment.objects.get(person=stranger)
    assert browser.post(reverse("people:end", args=[stranger.pseudonym, held.pk])).status_code == 404
    assert list(people_seen_by(head, NOW)) == [head]


@pytest.mark.parametrize("role", sorted(OPERATIVE))
def test_the_pages_are_for_who_arranges_officers(office, role):
    browser = people.browser(people.officer(role, office))
    assert browser.get(reverse("people:officers")).status_code == 403
    assert browser.get(reverse("people:create")).status_code == 403


def test_a_visitor_is_led_to_the_sign_in():
    response = Client().get(reverse("people:officers"))
    assert response["Location"] == "/masuk/?next=/kelola/petugas/"


def test_a_head_makes_an_officer_and_sees_the_code_once(office):
    browser = people.browser(people.head(office))
    assert "selected" in browser.get(reverse("people:create")).content.decode()  # the only office
    sent = {
        "username": "Siti.Loket",
        "display_name": "Petugas loket 1",
        "role": "front_desk",
        "office": office.pk,
    }
    page = browser.post(reverse("people:create"), sent)
    assert page.status_code == 201
    assert "hanya tampil sekali" in page.content.decode()
    made = Person.objects.get(username="siti.loket")
    assert made.may(Permission.QUEUE_CALL, at=office)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Belum pernah masuk" in browser.get(reverse("people:officers")).content.decode()


def test_a_forged_office_in_the_form_is_refused(office):
    browser = people.browser(people.head(office))
    elsewhere = places.office()
    sent = {"username": "siti", "display_name": "S", "role": "front_desk", "office": elsewhere.pk}
    assert browser.post(reverse("people:create"), sent).status_code == 422
    assert not Person.objects.filter(username="siti").exists()


def test_a_role_until_a_day_holds_through_that_day(office):
    browser, clerk = people.browser(people.head(office)), people.officer(Role.FRONT_DESK, office)
    sent = {"role": "editor", "office": office.pk, "ends_on": "2026-05-31"}
    assert browser.post(reverse("people:give", args=[clerk.pseudonym]), sent).status_code == 302
    held = Assignment.objects.get(person=clerk, role="editor")
    assert held.ends_at is not None
    assert held.ends_at.isoformat() == "2026-05-31T17:00:00+00:00"


def test_a_refused_role_is_told_on_the_page(office):
    browser, clerk = people.browser(people.head(office)), people.officer(Role.FRONT_DESK, office)
    page = browser.post(
        reverse("people:give", args=[clerk.pseudonym]), {"role": "front_desk", "office": office.pk}
    )
    assert page.status_code == 422
    assert "sudah memegang tugas itu" in page.content.decode()


def test_a_head_ends_a_role_and_resets_access_by_page(office):
    browser, clerk = people.browser(people.head(office)), people.officer(Role.FRONT_DESK, office)
    held = Assignment.objects.get(person=clerk)
    asked = browser.get(reverse("people:reset", args=[clerk.pseudonym])).content.decode()
    assert "Beri kode awal baru?" in asked
    assert "Kode awal untuk" in browser.post(reverse("people:reset", args=[clerk.pseudonym])).content.decode()
    assert browser.post(reverse("people:end", args=[clerk.pseudonym, held.pk])).status_code == 302
    page = browser.get(reverse("people:officer", args=[clerk.pseudonym])).content.decode()
    assert "Tidak ada tugas di kantor Anda" in page
    assert "Tugas yang sudah berakhir" in page
