"""The officers' start page says what waits for this officer, and leads there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from balai.cases.models import Promise
from balai.people.rules import Role
from tests import make

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 29)


def page_of(person) -> str:
    return make.browser(person).get(reverse("front:manage")).content.decode()


@pytest.fixture
def program(at):
    at(make.NOW)
    return make.work_days()


def test_each_thing_that_waits_is_counted_and_leads_to_its_page(at, program):
    office = program.office
    head = make.head(office)
    assert "Tidak ada yang terlambat atau menunggu keputusan Anda" in page_of(head)
    make.spot(program)
    session = make.session(program=program, on=FRIDAY)
    at(session.ends_at)
    make.head_count(session, 21, now=session.starts_at)
    make.head_count(session, 23, now=session.starts_at)
    make.submission(office)
    make.referral(make.case(make.office("lain")), office)
    page = page_of(head)
    for words, name in (
        ("<strong>1</strong> laporan tempat kotor yang perlu dibaca", "voices:spot_desk"),
        ("<strong>1</strong> acara yang hitungannya berbeda", "programs:attendances"),
        ("<strong>1</strong> kiriman HP yang perlu diputuskan", "field:held"),
        ("<strong>1</strong> rujukan yang belum diterima", "voices:referrals"),
    ):
        assert words in page
        assert f'href="{reverse(name)}"><span><strong>1</strong>' in page


def test_a_promise_that_is_late_says_so_to_the_head_and_not_to_another_office(at, program):
    case = make.case(program.office)
    late = Promise.objects.filter(case=case).latest("due_at").due_at + timedelta(days=1)
    at(late)
    assert "janji kantor <span" in page_of(make.head(program.office))
    assert "janji kantor" not in page_of(make.head(make.office("lain")))


def test_who_may_not_deal_with_it_is_not_told(program):
    make.submission(program.office)
    assert "kiriman HP" not in page_of(make.officer(Role.FRONT_DESK, program.office))


def test_ten_of_each_cost_no_more_than_one(at, program, django_assert_num_queries):
    head = make.browser(make.head(program.office))
    for _ in range(10):
        make.spot(program)
    with django_assert_num_queries(12):
        head.get(reverse("front:manage"))
