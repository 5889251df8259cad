"""Handing a part of a case on: sent, received, refused, answered, taken back."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, allowed, require
from balai.base.sealing import new_nonce, seal, token_for, token_hash
from balai.base.zones import day, local_day
from balai.cases.actions import promising
from balai.cases.actions.answering import say
from balai.cases.actions.hand import Hand, by_agency, by_officer, by_person
from balai.cases.models import Case, Promise, Referral
from balai.cases.rules.referrals import (
    ReferralState,
    require_new_target,
    require_refusal,
    require_step,
)
from balai.cases.rules.states import Side, State
from balai.cases.rules.terms import Hop
from balai.documents.models import File
from balai.people.models import Person
from balai.places.models import Office

LINK_DAYS = 90  # an outside body's link


@transaction.atomic
def refer(
    *, case: Case, asked: str, by: object, now: datetime, to_office: Office | None = None, outside: str = "",
    address: str = "", shares_identity: bool = False, files: Collection[File] = (),
) -> Referral:  # fmt: skip
    """Hand on what this office or body needs to know, and no more. It owes a follow-up from now on."""
    hand = by_officer(case, by=by, now=now)
    case = hand.case
    if not asked.strip():
        raise RuleBroken("referral.empty", "Tulis apa yang perlu ditindaklanjuti.")
    if to_office == case.office:
        raise RuleBroken("referral.own_office", "Laporan ini sudah ada di kantor Anda.")
    target: object = to_office.pk if to_office else outside.strip().casefold()
    require_new_target(
        target,
        refused_by=_refused_by(case),
        by_head=allowed(by, Permission.CASE_DECIDE, at=case.office),
    )
    nonce = new_nonce()
    number = (Referral.objects.filter(case=case).aggregate(n=Max("number"))["n"] or 0) + 1
    if to_office and Referral.objects.live().filter(case=case, to_office=to_office).exists():
        raise RuleBroken("referral.twice", f"Sudah diteruskan ke {to_office} dan belum dijawab.")
    referral = Referral.objects.create(
        case=case, number=number, to_office=to_office, outside=outside.strip(), address_sealed=seal(address),
        nonce=nonce, token_hash=token_hash(token_for(nonce, "referral")),
        link_until=local_day(now, case.zone) + timedelta(days=LINK_DAYS),
        asked_sealed=seal(asked.strip()), shares_identity=shares_identity,
        sent_by=by if isinstance(by, Person) else None, sent_at=now,
    )  # fmt: skip
    _send_along(referral, files)
    promising.keep(case, Hop.VERIFY, now=now)
    # An outside body is bound by its own law: what can be promised is that we ask after it.
    promising.promise(
        case=case, hop=Hop.FOLLOW_UP, owner=to_office or case.office, now=now, referral=referral
    )
    if case.state == State.FORWARDED:
        hand.write(State.FORWARDED, "case.forwarded", note=str(referral))
    else:
        hand.move(State.FORWARDED, "case.forwarded", note=str(referral))
    return referral


def _send_along(referral: Referral, files: Collection[File]) -> None:
    """Files of this very case, and clean: what waits in quarantine leaves with nobody."""
    wanted = {file.pk for file in files}
    clean = set(
        File.objects.about(referral.case).servable().filter(pk__in=wanted).values_list("pk", flat=True)
    )
    if clean != wanted:
        message = "Berkas itu tidak dapat ikut dikirim. Periksa lagi pilihannya."
        raise RuleBroken("referral.file", message, field="along")
    referral.files.set(clean)


def _refused_by(case: Case) -> list[object]:
    rows = Referral.objects.filter(case=case, state=ReferralState.REFUSED)
    return [row.to_office_id or row.outside.casefold() for row in rows]


@transaction.atomic
def receive(*, referral: Referral, by: object, now: datetime) -> Referral:
    """The receipt: somebody there has read it."""
    referral, hand = _taken(referral, by=by, now=now)
    if referral.state == ReferralState.RECEIVED:
        return referral
    _step(hand, referral, ReferralState.RECEIVED, received_at=now)
    hand.write(hand.case.state, "referral.received", note=str(referral))
    return referral


@transaction.atomic
def refuse(*, referral: Referral, reason: str, by: object, now: datetime) -> Referral:
    """Not theirs to decide; they say why, and whose it is. The case is back at the office."""
    referral, hand = _taken(referral, by=by, now=now)
    require_refusal(reason)
    _step(hand, referral, ReferralState.REFUSED, ended_at=now, reason_sealed=seal(reason.strip()))
    _back_to_office(hand, referral, "referral.refused", note=reason)
    return referral


@transaction.atomic
def name_day(*, referral: Referral, on: date, what: str, by: object, now: datetime) -> Referral:
    """By which day its part is done, and what comes then ("ekskavator"). Whoever waits reads it."""
    referral, hand = _taken(referral, by=by, now=now)
    if referral.state == ReferralState.SENT:
        _step(hand, referral, ReferralState.RECEIVED, received_at=now)
    elif referral.state != ReferralState.RECEIVED:
        require_step(referral.state, ReferralState.RECEIVED)
    promising.promise_on(referral, on=on, what=what.strip(), now=now)
    hand.write(hand.case.state, "referral.day_named", note=f"{referral}, {day(on)}")
    return referral


@transaction.atomic
def answer_referral(*, referral: Referral, text: str, by: object, now: datetime) -> Referral:
    """What was done. The office reads it, and answers the person in its own words or in these."""
    referral, hand = _taken(referral, by=by, now=now)
    say(hand, text, referral=referral)
    _step(hand, referral, ReferralState.ANSWERED, ended_at=now, answer_sealed=seal(text.strip()))
    promising.keep(hand.case, now=now, referral=referral)
    if hand.case.state == State.FORWARDED:
        hand.move(State.FOLLOWED_UP, "referral.answered", note=str(referral))
    else:
        hand.write(hand.case.state, "referral.answered", note=str(referral))
    return referral


@transaction.atomic
def take_back(*, referral: Referral, by: object, now: datetime) -> Referral:
    """The person wants it, or it was the wrong address: from now on it opens nothing there."""
    hand = by_officer(referral.case, by=by, now=now)
    referral = locked(referral)
    require_step(referral.state, ReferralState.WITHDRAWN)
    _revoke(hand, referral, Side.OFFICE)
    return referral


@transaction.atomic
def take_back_for_person(*, case: Case, now: datetime, to: Office | str | None = None) -> int:
    """The person no longer agrees that this office or body is told; None: that anybody is.

    What lies there opens nothing from now on, answered or not. UU 27/2022 gives three days for it; here it is
    done at once. What an outside body copied, itself alone can delete: the office owes asking for that.
    """
    theirs = Referral.objects.to(to) if to else Referral.objects.all()
    found = list(theirs.filter(case=case, is_revoked=False).order_by("pk"))
    for row in found:
        hand = by_person(case, now=now)
        referral = locked(row)
        _revoke(hand, referral, Side.PERSON)
        if referral.to_office is None:
            promising.promise_deletion(hand.case, referral=referral, now=now)
    return len(found)


@transaction.atomic
def ask_deletion(*, referral: Referral, by: object, now: datetime) -> Referral:
    """The outside body was asked to delete what it holds; the person reads that it was."""
    hand = by_officer(referral.case, by=by, now=now)
    referral = locked(referral)
    if not Promise.objects.to_erase().filter(referral=referral).exists():
        raise RuleBroken("referral.no_deletion", "Tidak ada penghapusan yang masih perlu diminta.")
    promising.keep(hand.case, now=now, referral=referral)
    hand.write(hand.case.state, "referral.deletion_asked", note=str(referral))
    return referral


def _revoke(hand: Hand, referral: Referral, whose: str) -> None:
    closing = {"is_revoked": True, "revoked_by": whose}
    if referral.is_live:
        _step(hand, referral, ReferralState.WITHDRAWN, ended_at=hand.now, **closing)
        _back_to_office(hand, referral, "referral.taken_back", note=str(referral))
    else:
        Referral.objects.filter(pk=referral.pk).update(**closing)
        hand.write(hand.case.state, "referral.taken_back", note=str(referral))


def _back_to_office(hand: Hand, referral: Referral, verb: str, *, note: str) -> None:
    """Nobody there owes it any more. Was it the last, the office owes once more where it goes."""
    case = hand.case
    promising.drop(case, now=hand.now, referral=referral)
    if case.state == State.FORWARDED and not Referral.objects.live().filter(case=case).exists():
        hand.move(State.VERIFIED, verb, note=note)
        promising.promise(case=case, hop=Hop.VERIFY, owner=case.office, now=hand.now)
    else:
        hand.write(case.state, verb, note=note)


def _taken(referral: Referral, *, by: object, now: datetime) -> tuple[Referral, Hand]:
    """By an officer of the receiving office; or, with `by` None, by who holds an outside body's link."""
    if referral.to_office:
        require(by, Permission.CASE_TAKE, at=referral.to_office)
    elif by is not None:
        raise RuleBroken("referral.outside", "Rujukan ini dijawab oleh lembaga luar lewat tautannya.")
    hand = by_agency(referral.case, by=by, now=now)
    referral = locked(referral)
    if referral.is_revoked:
        raise RuleBroken("referral.taken_back", "Rujukan ini sudah ditarik kembali.")
    return referral, hand


def _step(hand: Hand, referral: Referral, new: str, **fields: object) -> None:
    require_step(referral.state, new)
    referral.state = new
    for name, value in fields.items():
        setattr(referral, name, value)
    referral.save(update_fields=["state", *fields])
    record(
        f"referral.{new}", referral, by=hand.by, now=hand.now, office=referral.to_office or hand.case.office
    )
