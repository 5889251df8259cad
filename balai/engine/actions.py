"""One-time keys, limits, leases. They open no transaction of their own where the caller's must hold them."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from balai.base.errors import RuleBroken
from balai.base.sealing import keyed_hash
from balai.engine.models import Lease, Limit, Once


def once(*, key: str, purpose: str, now: datetime, do: Callable[[], str]) -> str:
    """Run `do` once for this key; the repeat, also a parallel one, gets the first answer.

    The key's row is written before `do` in the same transaction: a second sender waits at the
    unique index until the first has committed, then reads its answer. If `do` refuses, the key is free again.
    """
    digest = hashlib.sha256(f"{purpose}:{key}".encode()).digest()
    first = Once.objects.filter(key_hash=digest).values_list("answer", flat=True).first()
    if first is not None:
        return first
    try:
        with transaction.atomic():
            row = Once.objects.create(key_hash=digest, purpose=purpose, answer="", at=now)
            row.answer = do()
            row.save(update_fields=["answer"])
            return row.answer
    except IntegrityError:
        first = Once.objects.filter(key_hash=digest).values_list("answer", flat=True).first()
        if first is None:
            raise
        return first


def hit(*, bucket: str, limit: int, per: timedelta, now: datetime) -> None:
    """Count one try; refuse when this window has seen more than `limit`. Counts in the database."""
    if count(bucket=bucket, per=per, now=now) > limit:
        raise RuleBroken("limit.reached", "Terlalu sering dicoba. Tunggu beberapa menit, lalu coba lagi.")


def count(*, bucket: str, per: timedelta, now: datetime) -> int:
    seconds = int(per.total_seconds())
    window = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
    digest = keyed_hash(bucket, "limit")
    with transaction.atomic():
        row, _ = Limit.objects.get_or_create(bucket=digest, window=window)
        Limit.objects.filter(pk=row.pk).update(count=F("count") + 1)
        return Limit.objects.values_list("count", flat=True).get(pk=row.pk)


def take_lease(*, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
    """True if this holder may run the job now: nobody holds it, or the old holder's time is over."""
    with transaction.atomic():
        Lease.objects.get_or_create(name=name, defaults={"holder": "", "until": now})
        taken = Lease.objects.filter(name=name, until__lte=now).update(holder=holder, until=now + lasts)
    return bool(taken)


def give_back_lease(*, name: str, holder: str, now: datetime) -> None:
    Lease.objects.filter(name=name, holder=holder).update(until=now, last_run_at=now)
