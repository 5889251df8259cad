"""What `make bench` writes without Django fits the tables of today: a run that breaks off tells nothing."""

import re

import pytest
from django.apps import apps

from tests.house.tree import ROOT

INSERTS = [
    pytest.param(table, columns, id=f"{file.name}-{table}")
    for file in sorted((ROOT / "bench").glob("*.sql"))
    for table, columns in re.findall(r"INSERT INTO (\w+) \((.+?)\)", file.read_text(), re.DOTALL)
]


@pytest.mark.parametrize(("table", "columns"), INSERTS)
def test_rows_written_by_sql_leave_nothing_out(table: str, columns: str) -> None:
    (model,) = (one for one in apps.get_models() if one._meta.db_table == table)
    needed = {f.column for f in model._meta.concrete_fields if not f.null and f is not model._meta.auto_field}
    assert needed <= {column.strip(' "\n') for column in columns.split(",")}


def test_there_are_such_rows() -> None:
    assert len(INSERTS) > 3
