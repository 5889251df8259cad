"""What the database itself refuses."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from balai.catalogue.models import Fee, Requirement, SearchState, Standard, Step, TimeLimit
from balai.catalogue.rules import State
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(do: Callable[[], object], why: str = ".") -> None:
    with pytest.raises((IntegrityError, DataError), match=why), transaction.atomic():
        do()


def template() -> Standard:
    return Standard.objects.get(service=make.service(), office=None)


def another(of: Standard, **changed: object) -> Callable[[], object]:
    fields: dict[str, object] = {
        "service": of.service,
        "office": of.office,
        "version": 9,
        "state": State.PUBLISHED,
        "valid_from": date(2026, 6, 1),
        "published_at": make.NOW,
        "edited_at": make.NOW,
    }
    return lambda: Standard.objects.create(**fields | changed)


def test_two_steps_in_one_place() -> None:
    standard = template()
    refused(lambda: Step.objects.create(standard=standard, position=1, actor="Camat", action="Lagi"))


def test_a_negative_fee() -> None:
    standard = template()
    refused(lambda: Fee.objects.create(standard=standard, position=2, purpose="x", amount=-1), "fee_is_not")


@pytest.mark.parametrize("amount", [-1, 0])
def test_a_time_that_is_nothing_or_negative(amount: int) -> None:
    standard = template()
    refused(lambda: TimeLimit.objects.create(standard=standard, position=2, amount=amount, unit="jam"))


def test_negative_minutes_of_a_step() -> None:
    standard = template()
    refused(lambda: Step.objects.create(standard=standard, position=2, action="x", minutes=-1))


def test_two_standards_in_force_on_one_day() -> None:
    standard = template()
    refused(another(standard, valid_until=date(2026, 7, 1)), "standard_once_at_a_time")


def test_a_second_standard_without_an_end() -> None:
    standard = template()
    refused(another(standard))


def test_moving_a_standard_over_another() -> None:
    first = template()
    Standard.objects.filter(pk=first.pk).update(valid_until=date(2026, 6, 1))
    another(first)()
    refused(lambda: Standard.objects.filter(version=9).update(valid_from=date(2026, 5, 31)), "once_at_a_time")


def test_one_standard_may_follow_another_without_a_gap() -> None:
    first = template()
    Standard.objects.filter(pk=first.pk).update(valid_until=date(2026, 6, 1))
    another(first)()
    on_days = [Standard.objects.in_force(date(2026, 6, 1) + DAY * n).get().version for n in (-1, 0)]
    assert on_days == [1, 9]


def test_an_office_may_have_its_own_beside_the_template() -> None:
    standard = template()
    another(standard, office=make.office())()
    assert Standard.objects.in_force(date(2026, 6, 1)).count() == 2


def test_two_drafts_of_one_office() -> None:
    standard = make.draft()
    refused(another(standard, state=State.DRAFT, valid_from=None, published_at=None))


def test_a_published_standard_without_a_start() -> None:
    standard = template()
    refused(another(standard, office=make.office(), valid_from=None), "standard_has_a_start")


def test_a_standard_that_ends_before_it_begins() -> None:
    standard = template()
    refused(another(standard, office=make.office(), valid_until=date(2026, 5, 1)), "standard_ends_after")


def test_a_requirement_that_holds_except_in_no_situation() -> None:
    standard = template()
    refused(
        lambda: Requirement.objects.create(
            standard=standard, position=2, key="x", document="x", form="asli", unless=True
        ),
        "requirement_unless",
    )


def test_a_second_row_of_search_state() -> None:
    refused(lambda: SearchState.objects.create(pk=2, mark="x"), "search_state")
