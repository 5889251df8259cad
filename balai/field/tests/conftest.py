import pytest

from balai.field.tests.takers import Counting


@pytest.fixture
def taker(monkeypatch) -> Counting:
    """An upper app that understands the kind `uji`."""
    counting = Counting()
    monkeypatch.setattr("balai.field.takers.modules", lambda: iter([counting]))
    return counting
