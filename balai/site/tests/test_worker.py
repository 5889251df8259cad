"""The timetable runs by itself, once at a time, and nothing stops it but a polite word."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connections

from balai.base import clock
from balai.base.jobs import Job
from balai.engine.actions import take_lease
from balai.engine.models import Lease
from balai.site import schedule, worker
from balai.site.commands import check, work

SECOND = timedelta(seconds=1)


class Deed:
    """A job that remembers when it was done, and fails when told to."""

    def __init__(self, *errors: Exception) -> None:
        self.done: list[datetime] = []
        self.errors = list(errors)

    def __call__(self, now: datetime) -> int:
        self.done.append(now)
        if self.errors:
            raise self.errors.pop(0)
        return 1


def job(deed: Deed, **more: object) -> Job:
    return Job("test.deed", every=more.pop("every", 60 * SECOND), run=deed, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_job_runs_when_it_is_its_time_and_not_before():
    deed = Deed()
    assert worker.run_once([job(deed)])
    assert worker.run_once([job(deed)])
    assert len(deed.done) == 1


@pytest.mark.django_db
def test_a_job_with_nothing_to_do_writes_nothing():
    deed = Deed()
    worker.run_once([job(deed, waiting=lambda now: False)])
    assert deed.done == []
    assert not Lease.objects.exists()


@pytest.mark.django_db
def test_jobs_live_by_the_matters_clock_and_leases_by_the_machines(at):
    moment = datetime(2026, 5, 24, 8, 50, tzinfo=clock.real_now().tzinfo)
    at(moment)
    deed = Deed()
    worker.run_once([job(deed)])
    assert deed.done == [moment]
    last = Lease.objects.get().last_run_at
    assert last is not None
    assert last > clock.real_now() - 60 * SECOND


@pytest.mark.django_db
def test_somebody_elses_job_is_left_alone():
    take_lease(name="test.deed", holder="another", now=clock.real_now(), lasts=60 * SECOND)
    deed = Deed()
    worker.run_once([job(deed)])
    assert deed.done == []


@pytest.mark.django_db
def test_a_failure_is_counted_said_and_stops_nobody(caplog):
    bad, good = Deed(ValueError("3201234567890001")), Deed()
    jobs = [Job("test.bad", every=SECOND, run=bad), job(good)]
    assert not worker.run_once(jobs)
    assert good.done
    assert Lease.objects.get(name="test.bad").failures == 1
    assert "test.bad" in {record.job for record in caplog.records if hasattr(record, "job")}


@pytest.mark.django_db
def test_a_job_that_failed_is_soon_due_again_however_rare_it_is():
    deed = Deed(ValueError())
    daily = job(deed, every=timedelta(days=1))
    assert [worker.run_once([daily]), worker.run_once([daily]), worker.run_once([daily])] == [
        False,
        True,
        True,
    ]
    assert len(deed.done) == 2


@pytest.mark.django_db
def test_a_busy_database_is_no_error_of_the_job(caplog):
    assert not worker.run_once([job(Deed(OperationalError("database is locked")))])
    assert [record.message for record in caplog.records] == ["job had to wait"]


@pytest.mark.django_db
def test_a_database_that_is_away_stops_nobody(monkeypatch):
    def away(**_: object) -> bool:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(worker, "take_lease", away)
    assert not worker.run_once([job(Deed())])


@pytest.fixture
def loop(transactional_db):
    """Starts the loop beside the test; stopped at its end."""
    stop = Event()
    threads: list[Thread] = []

    def start(*jobs: Job) -> None:
        threads.append(Thread(target=worker.run_forever, args=(stop, jobs)))
        threads[0].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.close()


def until(condition, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(condition())


@pytest.mark.slow
def test_the_loop_runs_a_job_again_and_again(loop):
    deed = Deed()
    loop(job(deed, every=0.3 * SECOND))
    assert until(lambda: len(deed.done) >= 3)


@pytest.mark.slow
def test_a_slow_job_holds_up_no_other(loop):
    released, quick = Event(), Deed()
    slow = Job("test.slow", every=SECOND, run=lambda now: int(released.wait(15)))
    loop(slow, job(quick, every=0.3 * SECOND))
    assert until(lambda: len(quick.done) >= 3)
    released.set()


@pytest.mark.slow
def test_told_to_stop_it_lets_the_running_job_finish(transactional_db):
    stop, began, done = Event(), Event(), []

    def deed(now: datetime) -> int:
        began.set()
        time.sleep(0.5)
        done.append(now)
        return 1

    thread = Thread(target=worker.run_forever, args=(stop, [Job("test.deed", every=SECOND, run=deed)]))
    thread.start()
    assert began.wait(10)
    stop.set()
    thread.join(10)
    assert done
    assert Lease.objects.get().until <= clock.real_now()


def test_the_timetable_holds_every_apps_jobs_once():
    names = [line.name for line in schedule.jobs()]
    assert {"audit.seal", "audit.anchor", "notices.send", "engine.clean", "worker.alive"} <= set(names)
    assert len(names) == len(set(names))
    assert all(name.partition(".")[2] for name in names)


def test_two_jobs_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr("balai.audit.jobs.JOBS", [schedule.ALIVE])
    with pytest.raises(ValueError, match=r"worker\.alive"):
        schedule.jobs()


@pytest.mark.django_db
def test_every_job_is_harmless_on_an_empty_database(settings, tmp_path):
    settings.BALAI_ANCHORS = str(tmp_path / "anchors.log")
    assert worker.run_once()


@pytest.mark.django_db
def test_the_check_misses_the_worker():
    assert "balai work" in worker.problems()[0]


@pytest.mark.django_db
def test_the_check_names_late_and_failing_jobs():
    worker.run_once([schedule.ALIVE])
    assert worker.problems() == []
    long_ago = clock.real_now() - timedelta(days=2)
    Lease.objects.create(name="audit.anchor", holder="", until=long_ago, last_run_at=long_ago, failures=3)
    late, failing = worker.problems()
    assert "audit.anchor belum berjalan" in late
    assert "3 kali" in failing


def command(module, *words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)))


@pytest.mark.django_db
def test_balai_work_once_and_balai_check(settings, tmp_path, capsys):
    settings.BALAI_ANCHORS = str(tmp_path / "anchors.log")
    assert command(work, "--once") == 0
    assert command(check, "audit", "jobs", "notices") == 0
    assert command(check, "keys") == 1
    assert "belum mencatat kuncinya" in capsys.readouterr().out
    assert command(check, "semuanya") == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_balai_work_ends_in_order_when_asked(tmp_path):
    database = django_settings.DATABASES["default"]
    name = database["NAME"]
    url = f"sqlite:///{name}"
    if "postgresql" in database["ENGINE"]:
        where = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        url = f"postgres://{where}/{name}"
    process = subprocess.Popen(
        [sys.executable, "-m", "balai.site.cli", "work"],
        env={**os.environ, "DATABASE_URL": url, "BALAI_STATE_DIR": str(tmp_path)},
        stderr=subprocess.PIPE,
    )
    try:
        assert until(
            lambda: Lease.objects.filter(name="worker.alive", last_run_at__isnull=False).exists(), 30
        )
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert b"work ends" in said
    finally:
        process.kill()
        process.wait()
