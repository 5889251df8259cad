"""The line for other programs: bring something, and follow one's own. The same actions in other clothes.

No cookies and no accounts: what opens a voice is its token. A refusal is always 409 with a code that stays.
"""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.views.decorators.cache import cache_control
from ninja import Field, Router, Status
from ninja.decorators import decorate_view
from pydantic import BaseModel

from balai.base import clock
from balai.base.audience import public
from balai.base.errors import RuleBroken
from balai.base.links import link_of
from balai.base.locks import patiently
from balai.base.networks import network_of
from balai.cases import actions as cases
from balai.cases.rules.states import Kind
from balai.engine.api import RepeatKey, answered_once
from balai.people.clients import address_of
from balai.people.contacts import read_contact
from balai.voices import actions
from balai.voices.forms.person import OPEN_KINDS
from balai.voices.models import Voice
from balai.voices.readings import (
    Own,
    office_that_listens,
    owed_to,
    received,
    story,
    voice_by_token,
    voice_of,
)
from balai.voices.rules.words import LONGEST, Channel, Naming

router = Router()
Slug = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
never_kept = decorate_view(cache_control(private=True, no_store=True))


class VoiceRefusal(BaseModel):
    """`code` is for machines and never changes; `message` is Indonesian, for people."""

    code: str
    message: str


class VoiceIn(BaseModel):
    office: Slug
    kind: Kind
    text: str = Field(min_length=1, max_length=LONGEST)
    naming: Naming = Naming.NAMELESS
    pin: str = Field("", max_length=12, description="6 to 12 digits; needed without a name")
    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=30)
    email: str = Field("", max_length=120)
    is_secret: bool = False
    may_quote: bool = False


class PromiseOut(BaseModel):
    step: str
    owner: str
    due_at: datetime
    is_late: bool
    is_paused: bool


class LineOfStory(BaseModel):
    at: datetime
    words: str
    said_by: str


class VoiceOut(BaseModel):
    token: str
    link: str
    code: str
    kind: str
    state: str
    outcome: str
    promises: list[PromiseOut]
    story: list[LineOfStory]


class TrackIn(BaseModel):
    code: str = Field(max_length=20)
    pin: str = Field(max_length=12)


UNREADABLE = {400: VoiceRefusal, 422: VoiceRefusal, 503: VoiceRefusal}
NOT_THERE = {404: VoiceRefusal}
REFUSED = {409: VoiceRefusal}


@router.post("/voices", response={201: VoiceOut, **UNREADABLE, **NOT_THERE, **REFUSED}, tags=["voices"])
@never_kept
@public
def bring(
    request: HttpRequest,
    body: VoiceIn,
    key: RepeatKey = "",
) -> Status[dict[str, Any]]:
    """Bring something. With an Idempotency-Key the repeat, also a parallel one, gets the first answer."""
    now = clock.now()
    if not key:
        return Status(201, _new(patiently(_bring, body, now), now))

    def do() -> str:
        return _bring(body, now).case.token

    token = answered_once(key, body, purpose="api.voice", now=now, do=do)
    return Status(201, _voice(_by_token(token, now), now))


@router.post(
    "/voices/find", response={200: VoiceOut, 429: VoiceRefusal, **UNREADABLE, **REFUSED}, tags=["voices"]
)
@never_kept
@public
def find_voice(request: HttpRequest, body: TrackIn) -> dict[str, Any]:
    """By code and PIN together. Tries are limited."""
    now, client = clock.now(), network_of(address_of(request))
    case = patiently(cases.find_case, code=body.code, pin=body.pin, client=client, now=now)
    found = voice_of(case)
    if found is None:
        raise Http404
    return _voice(found, now)


@router.get("/voices/{token}", response={200: VoiceOut, **UNREADABLE, **NOT_THERE}, tags=["voices"])
@never_kept
@public
def voice(request: HttpRequest, token: Token) -> dict[str, Any]:
    """One's own: every step in plain words, and who owes the next one."""
    now = clock.now()
    return _voice(_by_token(token, now), now)


def _bring(body: VoiceIn, now: datetime) -> Voice:
    office = office_that_listens(body.office)
    if office is None:
        raise Http404
    if body.kind not in OPEN_KINDS:
        raise RuleBroken("voice.kind", "Jenis ini tidak dikirim dari rumah.")
    contact = read_contact(phone=body.phone, name=body.name, email=body.email)
    return actions.speak(
        office=office, kind=body.kind, text=body.text, naming=body.naming, pin=body.pin, contact=contact,
        is_secret=body.is_secret, may_quote=body.may_quote, channel=Channel.WEB, now=now,
    )  # fmt: skip


def _by_token(token: str, now: datetime) -> Voice:
    found = voice_by_token(token, now)
    if found is None:
        raise Http404
    return found


def _new(row: Voice, now: datetime) -> dict[str, Any]:
    """Nothing has happened yet; what is owed was written a moment ago and is not read again."""
    owed = sorted(row.case.owed_at_first, key=lambda one: one.due_at)
    return _shown(row, Own(row, [received(row.case)], owed, [], now))


def _voice(row: Voice, now: datetime) -> dict[str, Any]:
    return _shown(row, Own(row, story(row), owed_to(row.case), [], now))  # files are for the page alone


def _shown(row: Voice, own: Own) -> dict[str, Any]:
    case, now, token = row.case, own.now, row.case.token
    return {
        "token": token,
        "link": link_of("voices:own", token),
        "code": case.code,
        "kind": case.kind,
        "state": case.state,
        "outcome": case.outcome,
        "promises": [
            {
                "step": owed.hop,
                "owner": owed.owner.name,
                "due_at": owed.due_at,
                "is_late": owed.is_late(now),
                "is_paused": owed.paused_at is not None,
            }
            for owed in own.owed
        ],
        "story": [{"at": line.at, "words": line.words, "said_by": line.said_by} for line in own.lines],
    }
