"""Values read the same, whichever engine and driver they come from."""

import json
from datetime import UTC, time
from decimal import Decimal

import pytest

from balai.site.backup import tables
from tests.make.audit import MOMENT

NAIVE = MOMENT.astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("moment", [MOMENT, NAIVE, "2026-05-24 01:50:00"], "2026-05-24T01:50:00.000000+00:00"),
        ("bool", [True, 1], True),
        ("json", ['{"b":1,"a":[2]}', {"a": [2], "b": 1}], '{"a": [2], "b": 1}'),
        ("bytes", [b"\x01\xff", memoryview(b"\x01\xff")], "01ff"),
        ("decimal:2", [Decimal("1.5"), "1.50", 1.5], "1.50"),
        ("plain", [time(9, 30), "09:30:00"], "09:30:00"),
        ("uuid", ["abcd-12", "abcd12"], "abcd12"),
    ],
)
def test_each_kind_reads_the_same_from_either_engine(kind, values, words):
    name, _, scale = kind.partition(":")
    assert {json.dumps(tables.READ[name](value, int(scale or 0))) for value in values} == {json.dumps(words)}


def test_every_table_of_ours_is_in_the_manifest():
    known = tables.tables()
    assert {"audit_entry", "queues_ticket", "people_person", "django_migrations"} <= set(known)
    assert known["audit_entry"]["facts"] == "json"
    assert known["audit_seal"]["entry_id"] == "plain"
