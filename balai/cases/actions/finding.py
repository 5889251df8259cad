"""From what a person holds to their case: code and PIN, or the link; and a new link for a lost one."""

import hmac
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from balai.audit.actions import record
from balai.base.codes import read_code
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.prepared import Prepared
from balai.base.sealing import keyed_hash, keyed_hashes, new_nonce, token_for, token_hash
from balai.base.together import together
from balai.cases.models import Case
from balai.engine.actions import count_with, forget_tries, hit

OWN_TRIES, OWN_WINDOW = 5, timedelta(minutes=10)  # of one client at one code
CROWD, CROWD_WINDOW = 60, timedelta(hours=1)  # of everybody at one code: then one try a client
CLIENT_TRIES = 60  # of one client at all codes: a village may share one address


def pin_hash(code: str, pin: str) -> bytes:
    """Bound to the code: the same PIN of two people looks different. The key is outside the database."""
    return keyed_hash(f"{code}:{pin}", "case-pin")


def pin_opens(case: Case, pin: str) -> bool:
    """Under every key still kept, so that a rotation shuts nobody out; in the same time whatever is typed."""
    kept = bytes(case.pin_hash or b"")
    hashes = keyed_hashes(f"{case.code}:{pin}", "case-pin")
    return sum(hmac.compare_digest(kept, one) for one in hashes) > 0


def find_case(*, code: str, pin: str, client: str, now: datetime) -> Case:
    """By code and PIN; neither alone opens anything, and a refusal does not say which was wrong.

    Tries are counted outside any transaction. Guessing slows down, but whoever knows the PIN comes in from
    a place of their own at the first try, however many strangers have tried before.
    """
    read = read_code(code)
    hit(bucket=f"track:client:{client}", limit=CLIENT_TRIES, per=OWN_WINDOW, now=now)
    bucket = f"track:{read}:{client}"
    _count_tries(read or "", bucket, now)
    case = BY_CODE.first(code=read or "")
    opens = pin_opens(case or Case(code="A" * 8), pin)
    if case is None or not opens or _is_over(case, now):
        raise RuleBroken("track.unknown", "Kode atau PIN ini tidak cocok. Periksa keduanya.")
    forget_tries(bucket=bucket)
    newest = pin_hash(case.code, pin)
    if bytes(case.pin_hash or b"") != newest:  # hashed under an older key: only now can it be made anew
        Case.objects.filter(pk=case.pk).update(pin_hash=newest)
    return case


def _by_code(*, code: str) -> QuerySet[Case]:
    return Case.objects.select_related("office").filter(code=code, is_revoked=False)


BY_CODE = Prepared(_by_code)


def _count_tries(code: str, bucket: str, now: datetime) -> None:
    heard: dict[str, int] = {}
    with together():
        count_with(partial(heard.__setitem__, "own"), bucket=bucket, per=OWN_WINDOW, now=now)
        count_with(partial(heard.__setitem__, "all"), bucket=f"track:{code}", per=CROWD_WINDOW, now=now)
    if heard["own"] > (OWN_TRIES if heard["all"] <= CROWD else 1):
        raise RuleBroken("limit.reached", "Terlalu sering dicoba. Tunggu 10 menit, lalu coba lagi.")


def _is_over(case: Case, now: datetime) -> bool:
    return case.link_until is not None and case.link_until < now.date()


@transaction.atomic
def renew_link(*, case: Case, now: datetime) -> Case:
    """The old link opens nothing from now on: it was seen by somebody."""
    case = locked(case)
    case.nonce = new_nonce()
    case.token_hash = token_hash(token_for(case.nonce, "case"))
    case.save(update_fields=["nonce", "token_hash"])
    record("case.link_renewed", case, by=None, now=now, office=case.office)
    return case
