"""One clock, which a demo or a test may set."""

from datetime import UTC, datetime, timedelta

from balai.base import clock

MOMENT = datetime(2026, 5, 24, 1, 50, tzinfo=UTC)


def test_without_an_offset_it_is_the_machines_time():
    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=1)
    assert clock.now().tzinfo is not None


def test_a_demos_clock_ticks_on_from_its_own_moment(monkeypatch):
    monkeypatch.setattr(clock, "_offset", clock._offset)
    clock.set_offset_source(lambda: timedelta(days=-100))
    first = clock.now()
    assert timedelta(days=99) < clock.real_now() - first < timedelta(days=101)
    assert clock.now() >= first


def test_a_tests_clock_stands(at):
    at(MOMENT)
    assert clock.now() == clock.now() == MOMENT


def test_the_machines_own_time_is_not_moved(at):
    at(MOMENT)
    assert clock.real_now() != MOMENT
