"""One-time keys, limits, leases, and what this database is. Each is one statement where it can be."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from balai.base.errors import RuleBroken
from balai.base.sealing import fingerprints, keyed_hash
from balai.base.together import write
from balai.engine.models import Installation, KeyVersion, Lease, Once

CLAIM_KEY = """
    INSERT INTO engine_once (key_hash, purpose, answer, at) VALUES (%s, %s, '', %s)
    ON CONFLICT (key_hash) DO NOTHING
"""
ANSWER = "UPDATE engine_once SET answer = %s WHERE key_hash = %s"
FORGET = "DELETE FROM engine_limit WHERE bucket = %s"
COUNT_ONE = """
    INSERT INTO engine_limit (bucket, "window", count) VALUES (%s, %s, 1)
    ON CONFLICT (bucket, "window") DO UPDATE SET count = engine_limit.count + 1
    RETURNING count
"""


@transaction.atomic
def once(*, key: str, purpose: str, now: datetime, do: Callable[[], str]) -> str:
    """Run `do` once for this key; the repeat, also a parallel one, gets the first answer.

    The key's row is written before `do` in the same transaction: a second sender waits at the unique
    index until the first has committed, then reads its answer. If `do` refuses, the key is free again.
    """
    digest = hashlib.sha256(f"{purpose}:{key}".encode()).digest()
    if not _claim(digest, purpose, now):
        return Once.objects.values_list("answer", flat=True).get(key_hash=digest)
    answer = do()
    write(ANSWER, [answer, digest])
    return answer


def _claim(digest: bytes, purpose: str, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_KEY, [digest, purpose, _moment(now)])
        return bool(cursor.rowcount == 1)


def hit(*, bucket: str, limit: int, per: timedelta, now: datetime) -> None:
    """Count one try; refuse when this window has seen more than `limit`.

    Call it before the action, outside its transaction: a refusal would roll its own counting back,
    and the bucket's row would stay held until the action ends.
    """
    if count(bucket=bucket, per=per, now=now) > limit:
        raise RuleBroken("limit.reached", "Terlalu sering dicoba. Tunggu beberapa menit, lalu coba lagi.")


def count(*, bucket: str, per: timedelta, now: datetime) -> int:
    found: list[int] = []
    count_with(found.append, bucket=bucket, per=per, now=now)
    return found[0]


def count_with(heard: Callable[[int], None], *, bucket: str, per: timedelta, now: datetime) -> None:
    """Count one more, and tell `heard` how many there are now: at once, or at the end of `together()`."""
    write(COUNT_ONE, [keyed_hash(bucket, "limit"), _moment(window_of(per=per, now=now))], heard)


def window_of(*, per: timedelta, now: datetime) -> datetime:
    """When the window began that `now` lies in; it ends `per` later."""
    seconds = int(per.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)


def forget_tries(*, bucket: str) -> None:
    """It went well: the tries before it no longer count."""
    write(FORGET, [keyed_hash(bucket, "limit")])


def _moment(value: datetime) -> Any:
    """As this database writes moments, in a statement of our own."""
    return connection.ops.adapt_datetimefield_value(value)


def take_lease(
    *, name: str, holder: str, now: datetime, lasts: timedelta, every: timedelta = timedelta(0)
) -> bool:
    """True if this holder may run the job now: nobody holds it, and it is not too soon after the last run.

    `now` is the machine's own time (clock.real_now): a demo's clock may jump, a lease must not.
    """
    free = Lease.objects.filter(name=name, until__lte=now)
    free = free.filter(Q(last_run_at=None) | Q(last_run_at__lte=now - every))
    if not free.exists():  # a mere reading: the usual answer writes nothing
        if Lease.objects.filter(name=name).exists():
            return False
        Lease.objects.bulk_create([Lease(name=name, holder="", until=now)], ignore_conflicts=True)
    return bool(free.update(holder=holder, until=now + lasts))


def give_back_lease(*, name: str, holder: str, now: datetime, failed: bool = False) -> None:
    """The run is over. A failed one counts, and is soon due again; counting ends with the next success."""
    held = Lease.objects.filter(name=name, holder=holder)
    if failed:
        held.update(until=now, failed_at=now, failures=F("failures") + 1)
    else:
        held.update(until=now, last_run_at=now, failures=0)


def begin_installation(*, now: datetime, is_demo: bool = False) -> Installation:
    """This database is one of ours from now on; asked again it changes nothing."""
    return Installation.objects.get_or_create(pk=1, defaults={"is_demo": is_demo, "made_at": now})[0]


def mark_demo(*, now: datetime) -> None:
    """Only ever on a database that the demo itself has just made."""
    if not begin_installation(now=now, is_demo=True).is_demo:
        raise RuleBroken("demo.refused", "Basis data ini bukan basis data demo.")


def is_demo() -> bool:
    return Installation.objects.the_one().filter(is_demo=True).exists()


def remember_keys(*, now: datetime) -> None:
    """Note the versions of the key file, so that another file is noticed (`balai check keys`)."""
    KeyVersion.objects.bulk_create(
        [
            KeyVersion(purpose=purpose, version=version, fingerprint=mark, since=now)
            for (purpose, version), mark in fingerprints().items()
        ],
        ignore_conflicts=True,
    )
