from collections.abc import Iterator

import pytest

from balai.field.tests.takers import Counting


@pytest.fixture
def taker(monkeypatch) -> Iterator[Counting]:
    """An upper app that understands the kind `uji`."""
    counting = Counting()
    monkeypatch.setattr("balai.field.takers.modules", lambda: iter([counting]))
    yield counting
