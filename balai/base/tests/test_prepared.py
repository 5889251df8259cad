"""A prepared reading answers as the query set does, with this time's values."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from balai.base.prepared import Prepared, hand_out, insert
from balai.places.models import Counter, Office
from tests import make

pytestmark = pytest.mark.django_db


def counters(*, office: int, number: int) -> QuerySet[Counter]:
    first = Counter.objects.filter(office=OuterRef("office")).order_by("number").values("number")[:1]
    found = Counter.objects.filter(office=office, number=number).select_related("office__place")
    return found.annotate(first=Subquery(first))


def test_it_gives_the_row_with_its_relations_and_annotations(django_assert_num_queries):
    prepared, office = Prepared(counters), make.office(counters=3)
    for number in (2, 3):
        with django_assert_num_queries(1):
            found = prepared.first(office=office.pk, number=number)
            assert found
            assert found.office.place == office.place
        assert (found.number, vars(found)["first"]) == (number, 1)
    assert found == counters(office=office.pk, number=3).get()


def test_moments_and_truths_come_as_the_orm_gives_them():
    office = make.office()
    found = Prepared(lambda *, pk: Office.objects.filter(pk=pk)).first(pk=office.pk)
    assert found
    assert found.__dict__.keys() == Office.objects.get(pk=office.pk).__dict__.keys()
    assert found.is_active is True


def test_what_always_stands_there_is_no_value(django_assert_num_queries):
    """PostgreSQL sees that a partial index serves, and plans once."""
    office = make.office("satu", counters=2)
    prepared = Prepared(lambda *, pk: Office.objects.filter(pk=pk, slug__in=["satu", "dua"]))
    with django_assert_num_queries(1) as asked:
        assert prepared.first(pk=office.pk) == office
    is_spelled = "'satu'" in prepared._plan({"pk": office.pk}, connection.vendor).statement
    assert is_spelled is (connection.vendor == "postgresql")
    assert str(office.pk) in asked[0]["sql"]


def test_nothing_there_is_none():
    assert Prepared(counters).first(office=0, number=1) is None


def test_a_list_may_be_of_any_length():
    from balai.people.models import Identity

    prepared = Prepared(lambda *, hashes: Identity.objects.filter(phone_hash__in=hashes).order_by("pk"))
    one = make.identity(phone="081200000001")
    known = bytes(one.phone_hash or b"")
    assert prepared.first(hashes=[known]) == one
    assert prepared.first(hashes=[b"another", known]) == one
    assert prepared.first(hashes=[b"another", b"third"]) is None


def test_a_value_that_is_not_asked_for_is_a_mistake():
    with pytest.raises(TypeError, match="other"):
        Prepared(lambda *, pk, other: Office.objects.filter(pk=pk)).first(pk=1, other=2)


def test_a_row_is_written_as_save_writes_it(django_assert_num_queries):
    office = make.office(counters=1)
    for number in (7, 8):
        with django_assert_num_queries(1):
            made = insert(Counter(office=office, number=number, name=f"Loket {number}"))
        assert made == Counter.objects.get(number=number)
        assert Counter.objects.get(pk=made.pk).name == f"Loket {number}"
    made.name = "lain"
    made.save()
    assert Counter.objects.filter(name="lain").count() == 1


def test_a_row_that_is_there_already_is_refused_or_left_alone():
    office = make.office(counters=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Counter(office=office, number=1, name="lagi"))
    insert(Counter(office=office, number=1, name="lagi"), once=True)
    assert not Counter.objects.filter(name="lagi").exists()


def test_all_gives_every_row_of_days_moments_and_lists(django_assert_num_queries):
    from balai.programs.models import Session

    program = make.program()
    rows = [make.session(program=program, on=on) for on in (date(2026, 5, 24), date(2026, 5, 31))]

    def asked(*, on: date, since: datetime, pks: list[int]) -> QuerySet[Session]:
        found = Session.objects.filter(on__gte=on, starts_at__gte=since, pk__in=pks).order_by("on")
        return found.select_related("program").defer("program__audience")

    prepared, since = Prepared(asked), rows[0].starts_at
    keys = [row.pk for row in rows]
    with django_assert_num_queries(1):
        assert prepared.all(on=date(2026, 5, 1), since=since, pks=keys) == rows
    assert prepared.all(on=date(2026, 5, 25), since=since, pks=keys) == rows[1:]
    assert prepared.all(on=date(2026, 5, 1), since=since + timedelta(minutes=1), pks=keys) == rows[1:]
    assert prepared.all(on=date(2026, 5, 1), since=since, pks=keys[:1]) == rows[:1]
    with django_assert_num_queries(0):
        assert prepared.all(on=date(2026, 5, 1), since=since, pks=[]) == []
    assert "audience" not in vars(prepared.all(on=date(2026, 5, 1), since=since, pks=keys)[0].program)


def test_days_may_come_as_a_list():
    from balai.programs.models import Session

    first, second = (make.session(on=on) for on in (date(2026, 5, 24), date(2026, 5, 31)))
    prepared = Prepared(lambda *, days: Session.objects.filter(on__in=days).order_by("on"))
    assert prepared.all(days=[first.on, second.on]) == [first, second]
    assert prepared.all(days=[date(2026, 5, 25), second.on]) == [second]


def test_rows_read_already_are_handed_out_like_a_prefetch(django_assert_num_queries):
    one, two = make.office(counters=2), make.office(counters=0)
    counters_of = list(Counter.objects.filter(office__in=[one, two]).order_by("number"))
    hand_out([one, two], "counters", counters_of, by="office_id")
    with django_assert_num_queries(0):
        assert [counter.number for counter in one.counters.all()] == [1, 2]
        assert list(two.counters.all()) == []


def test_columns_of_every_kind_are_written_as_save_writes_them():
    from balai.notices.models import Notice
    from balai.notices.rules import Channel

    for values in (
        {"channel": Channel.TEXT, "is_awaited": True, "useful_until": make.NOW, "tries": 3},
        {"channel": "email", "text_sealed": "1.%s NULL", "useful_until": None},
    ):
        told = {"kind": "queues.booked", "about_type": "queues.ticket", "about_id": "7", "due_at": make.NOW}
        told |= {"made_at": make.NOW, "recipient_hash": b"\0\xff%s" * 4, **values}
        Notice(**told, key=f"{values['channel']} saved").save()
        insert(Notice(**told, key=f"{values['channel']} inserted"))
        saved, inserted = Notice.objects.order_by("-pk").values(*{*told, "sent_at"})[:2]
        assert {name: as_bytes(value) for name, value in inserted.items()} == {
            name: as_bytes(value) for name, value in saved.items()
        }


def as_bytes(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
