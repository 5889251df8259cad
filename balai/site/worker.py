"""`balai work`: one loop with a timetable. Each run holds a lease, so any number of workers may stand by.

An error is logged and counted and never stops the loop. Told to stop, it lets the running jobs finish.
"""

import logging
import os
import socket
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Event

from django.db import OperationalError, connection, connections

from balai.base import clock
from balai.base.errors import Busy
from balai.base.jobs import Job
from balai.base.locks import is_busy, patiently
from balai.engine.actions import give_back_lease, take_lease
from balai.engine.models import Lease
from balai.site import schedule

log = logging.getLogger("balai.work")
TICK = 0.2  # seconds between two looks at the timetable
LANES = {"postgresql": 4, "sqlite": 2}  # jobs at once: a slow mail server does not hold up the seals
AGAIN = 5.0  # seconds until a job is asked for again
AFTER_FAILURE = 60.0  # at most, until a job that failed is tried again


def holder() -> str:
    return f"{os.getpid()}@{socket.gethostname()}"[:40]


def run_one(job: Job) -> bool:
    """Run the job if it is its time, nobody else runs it and there is something to do; False if it failed."""
    began = time.perf_counter()
    try:
        done = _under_lease(job)
    except Exception as error:  # the loop goes on, whatever a job does
        if isinstance(error, Busy) or (isinstance(error, OperationalError) and is_busy(error)):
            log.warning("job had to wait", extra={"job": job.name})
        else:
            log.error("job failed", exc_info=error, extra={"job": job.name})
        return False
    if done:
        ms = round((time.perf_counter() - began) * 1000, 1)
        log.info("job", extra={"job": job.name, "count": done, "ms": ms})
    return True


def _under_lease(job: Job) -> int:
    now = clock.now()
    if job.waiting and not job.waiting(now):
        return 0
    me, soonest = holder(), job.every * 0.9  # a tick early is in time
    began = clock.real_now()
    if not patiently(take_lease, name=job.name, holder=me, now=began, lasts=job.lasts, every=soonest):
        return 0
    failed = True
    try:
        done = job.run(now)
        failed = False
        return done
    finally:
        patiently(give_back_lease, name=job.name, holder=me, now=clock.real_now(), failed=failed)


def run_once(jobs: Sequence[Job] | None = None) -> bool:
    """Everything that is due, one after the other: for cron and for tests. False if something failed."""
    results = [run_one(job) for job in (schedule.jobs() if jobs is None else jobs)]
    return all(results)


def run_forever(stop: Event, jobs: Sequence[Job] | None = None) -> None:
    """Until `stop` is set; then it waits for the jobs that are running."""
    timetable = Timetable(schedule.jobs() if jobs is None else jobs)
    log.info("work begins", extra={"count": len(timetable.jobs)})
    with ThreadPoolExecutor(LANES[connection.vendor], "balai-job") as lanes:
        while not stop.is_set():
            timetable.start_due(lanes)
            stop.wait(TICK)
    log.info("work ends")


class Timetable:
    """Which job is due in this process; what other workers did, the leases know."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = jobs
        self.next = {job.name: 0.0 for job in jobs}
        self.running: dict[str, Future[bool]] = {}

    def start_due(self, lanes: ThreadPoolExecutor) -> None:
        for job in self.jobs:
            if job.name in self.running and self.running[job.name].done():
                self._plan(job, self.running.pop(job.name).result())
            if job.name not in self.running and self.next[job.name] <= time.monotonic():
                self.running[job.name] = lanes.submit(_in_lane, job)

    def _plan(self, job: Job, went_well: bool) -> None:
        """A long `every` is asked for every few seconds: another worker may have gone since."""
        every = job.every.total_seconds()
        wait = min(every, AGAIN) if went_well else min(max(every, AGAIN), AFTER_FAILURE)
        self.next[job.name] = time.monotonic() + wait


def _in_lane(job: Job) -> bool:
    try:
        return run_one(job)
    finally:
        for used in connections.all(initialized_only=True):
            if used.vendor != "sqlite" or not used.is_usable():
                used.close()  # back to the pool, or away if it is broken


def problems() -> list[str]:
    """What `balai check jobs` says: no worker, late jobs, jobs that fail."""
    known = {lease.name: lease for lease in Lease.objects.all()}
    alive = known.get(schedule.ALIVE.name)
    if not alive or not alive.last_run_at or alive.last_run_at < clock.real_now() - timedelta(minutes=3):
        return ["Tidak ada `balai work` yang berjalan: catatan tidak disegel dan kabar tidak dikirim."]
    late = [job for job in schedule.jobs() if job.name in known and _is_late(job, known[job.name])]
    failing = [lease for lease in known.values() if lease.failures]
    return [f"Pekerjaan {job.name} belum berjalan pada waktunya." for job in late] + [
        f"Pekerjaan {lease.name} sudah {lease.failures} kali berturut-turut tidak berhasil."
        for lease in failing
    ]


def _is_late(job: Job, lease: Lease) -> bool:
    limit = clock.real_now() - 2 * job.every - timedelta(minutes=5)
    return job.waiting is None and (lease.last_run_at or lease.until) < limit
