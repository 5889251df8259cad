"""Tuples and single columns, read and written by statements compiled once."""

import pytest
from django.db import DatabaseError

from balai.base.prepared_rows import PreparedTuples, update
from balai.places.models import Office
from tests import make

pytestmark = pytest.mark.django_db


def test_tuples_come_in_the_order_of_the_query(django_assert_num_queries):
    make.office("satu")
    make.office("dua")
    names = PreparedTuples(
        lambda *, pk: Office.objects.filter(pk__gt=pk).order_by("slug").values_list("slug")
    )
    with django_assert_num_queries(2):
        assert [slug for (slug,) in names.rows(pk=0)][:2] == ["dua", "satu"]
        assert names.rows(pk=10_000_000) == []


def test_only_the_named_columns_are_written():
    office = make.office("satu")
    office.name, office.address = "Kantor Baru", "tidak disimpan"
    update(office, "name")
    office.refresh_from_db()
    assert office.name == "Kantor Baru"
    assert office.address != "tidak disimpan"


def test_a_row_that_is_gone_is_told():
    office = make.office("satu")
    office.pk = 10_000_000
    with pytest.raises(DatabaseError):
        update(office, "name")
