"""An emergency is told to a second person at once, and to the person concerned."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from balai.audit.models import Entry
from balai.base.errors import RuleBroken
from balai.base.sealing import keyed_hash, unseal
from balai.cases import actions, jobs
from balai.cases.models import Case, Glass
from balai.notices.models import Notice
from balai.people.models import Person
from balai.people.rules import Role
from balai.places.models import Office
from tests import make

pytestmark = pytest.mark.django_db
RISK = "Suami saya memukuli saya setiap malam."
WHY = "Pelapor menelepon dan meminta tolong sekarang juga."


@pytest.fixture(autouse=True)
def clock_stands(at) -> None:
    at(make.NOW)


def village() -> Office:
    return make.office(place=make.place("99.01.01.2001"))


def broken(office: Office, by: Person | None = None, reason: str = WHY) -> Glass:
    case = make.voice(office, text=RISK).case
    by = by or make.officer("koordinator", office)
    return actions.break_glass(case=case, reason=reason, by=by, now=make.NOW)


def test_a_notice_lies_in_the_outbox_in_the_same_moment_and_says_nothing_of_the_matter() -> None:
    glass = make.glass()
    notice = Notice.objects.about(glass).get()
    assert bytes(notice.recipient_hash) == keyed_hash(glass.told.pseudonym, "officer")
    words = unseal(notice.text_sealed)
    assert "08.50–09.50 WIB" in words
    assert reverse("voices:glasses") in words
    for secret in (glass.case.code, "memukuli", "menelepon", str(glass.person)):
        assert secret not in words


def test_without_a_head_here_the_head_of_the_office_above_is_told() -> None:
    above = make.head(make.office(place=make.place("99.01.01")))
    make.head(make.office(place=make.place("99.01")))
    make.head(make.office(place=make.place("99.01.02")))  # beside it, not above
    glass = broken(village())
    assert glass.told == above
    page = make.browser(above).get(reverse("voices:glasses"))
    assert WHY in page.content.decode()
    actions.read_glass(glass=glass, by=above, now=make.NOW)


def test_a_head_here_comes_before_one_above() -> None:
    make.head(make.office(place=make.place("99.01.01")))
    office = village()
    head = make.head(office)
    assert broken(office).told == head


def test_a_head_who_has_not_begun_is_no_second_person() -> None:
    office = make.office()
    head = make.head(office)
    Person.objects.filter(pk=head.pk).update(start_code_until=make.NOW + timedelta(days=3))
    with pytest.raises(RuleBroken, match="orang kedua"):
        broken(office)
    assert not Glass.objects.exists()


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.LIAISON, Role.EDITOR, Role.ADMIN])
def test_other_duties_break_nothing(role: str) -> None:
    office = make.office()
    make.head(office)
    with pytest.raises(PermissionDenied):
        broken(office, make.officer(role, office))


def test_nobody_breaks_it_at_another_office() -> None:
    office = make.office()
    make.head(office)
    with pytest.raises(PermissionDenied):
        broken(office, make.officer("koordinator", make.office()))


def test_it_is_not_extended_and_afterwards_a_new_one_is_told_anew(at) -> None:
    glass = make.glass()
    again = {"case": glass.case, "reason": WHY, "by": glass.person}
    with pytest.raises(RuleBroken, match="sudah ada di meja"):
        actions.break_glass(**again, now=make.NOW)
    later = make.NOW + timedelta(minutes=60)
    at(later)
    actions.break_glass(**again, now=later)
    assert Notice.objects.filter(kind="cases.glass_broken").count() == 2
    assert Entry.objects.filter(verb="case.glass_broken").count() == 2


def test_a_role_that_ends_ends_it_too(at) -> None:
    glass = make.glass()
    assert Case.objects.worked_by(glass.person).filter(pk=glass.case_id).exists()
    later = make.NOW + timedelta(minutes=10)
    glass.person.assignments.update(ends_at=later)
    at(later)
    assert not Case.objects.worked_by(glass.person).exists()


def test_it_opens_that_one_case_and_no_other() -> None:
    glass = make.glass()
    other = make.voice(glass.case.office, text=RISK).case
    assert other.is_narrow
    assert not Case.objects.worked_by(glass.person).filter(pk=other.pk).exists()


def test_the_person_sees_the_emergency_and_never_who_it_was() -> None:
    office = make.office()
    make.head(office)
    by = make.officer("koordinator", office, name="petugas.rahasia")
    glass = broken(office, by, reason="Budi Santoso menelepon 081234567890 dan meminta tolong.")
    own = Client().get(reverse("voices:own", args=[glass.case.token])).content.decode()
    assert "meminta tolong" in own
    assert "Koordinator layanan" in own
    for secret in ("081234567890", "petugas.rahasia"):
        assert secret not in own


def test_an_outsider_reads_nothing_of_it() -> None:
    glass = make.glass()
    with pytest.raises(PermissionDenied):
        actions.read_glass(glass=glass, by=make.head(make.office()), now=make.NOW)


def test_unread_for_a_day_it_is_said() -> None:
    glass = make.glass()
    tomorrow = make.NOW + timedelta(days=1, seconds=1)
    assert jobs.problems(now=make.NOW) == []
    assert "belum dibaca" in jobs.problems(now=tomorrow)[0]
    actions.read_glass(glass=glass, by=glass.told, now=make.NOW)
    assert jobs.problems(now=tomorrow) == []


def test_the_database_knows_no_second_person_who_is_the_first() -> None:
    glass = make.glass()
    with pytest.raises(DatabaseError), transaction.atomic():
        Glass.objects.filter(pk=glass.pk).update(told=glass.person)
