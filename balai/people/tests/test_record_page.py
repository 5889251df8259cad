"""A head reads the record of the own offices, and of no other; who has not that permission reads none."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

import balai
from balai.audit.actions import record
from balai.audit.words import VERBS
from balai.people.rules import Role
from tests import make
from tests.make.moment import NOW

pytestmark = pytest.mark.django_db
PAGE = "/kelola/catatan/"


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def head(office, at):
    at(NOW)
    return make.officer(Role.OFFICE_HEAD, office)


@pytest.fixture
def client(head):
    return make.browser(head)


def deed(office, verb="office.hours_set", by=None, now=NOW) -> None:
    record(verb, office, by=by, office=office, now=now)


def table(client, **query) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return str(response.content.decode().partition("<tbody>")[2])


def test_the_address_is_the_one_that_the_start_page_names():
    assert reverse("audit:entries") == PAGE


def test_the_newest_deed_stands_first_with_its_word_and_its_officer(client, head, office):
    deed(office, "counter.added", by=head)
    deed(office, "office.hours_set")
    page = table(client)
    assert page.index("jam buka diatur") < page.index("loket ditambah")
    assert head.display_name in page
    assert "warga atau sistem" in page
    assert "08.50 WIB" in page


def test_another_offices_deeds_are_not_there(client, head, office):
    deed(make.office(), "agency.created")
    assert "instansi dibuat" not in table(client)


def test_an_officer_at_the_counter_may_not_read_it(office, head):
    at_the_counter = make.officer(Role.FRONT_DESK, office)
    assert make.browser(at_the_counter).get(PAGE).status_code == 403


def test_it_can_be_narrowed_to_a_verb_and_a_day(client, head, office):
    deed(office, "counter.added", now=NOW - timedelta(days=1))
    deed(office, "office.hours_set")
    assert "loket ditambah" not in table(client, perbuatan="office.hours_set")
    assert "loket ditambah" not in table(client, hari=date(2026, 5, 24))
    assert "loket ditambah" in table(client, hari=date(2026, 5, 23))


@pytest.mark.parametrize(
    "query", [{"hari": "kemarin"}, {"sebelum": "x"}, {"sebelum": "9" * 30}, {"perbuatan": "';--"}]
)
def test_a_question_that_makes_no_sense_finds_nothing(client, head, office, query):
    deed(office)
    assert table(client, **query) == ""


def test_older_deeds_are_a_page_away_and_pages_cost_the_same(
    client, head, office, django_assert_max_num_queries
):
    for _ in range(120):
        deed(office)
    with django_assert_max_num_queries(10):
        page = client.get(PAGE).content.decode()
    assert page.count("<tr>") == 51
    older = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert client.get(PAGE + older).content.decode().count("<tr>") == 51


def recorded_verbs() -> set[str]:
    """Every verb that is written as a word in a call of `record`."""
    found = set()
    for path in Path(balai.__file__).parent.rglob("actions*/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                found |= {str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant)}
    return found


def test_every_verb_has_its_word():
    assert not recorded_verbs() - set(VERBS)
