"""What endpoints that make something share: a repeat, also a parallel one, gets the first answer."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from ninja import Header
from pydantic import BaseModel

from balai.base.errors import RuleBroken
from balai.base.locks import patiently
from balai.engine.actions import once

RepeatKey = Annotated[  # left away it is "": a header cannot be null
    str, Header(alias="Idempotency-Key", min_length=16, max_length=64, pattern=r"^[!-~]+$")
]


def answered_once(key: str, body: BaseModel, *, purpose: str, now: datetime, do: Callable[[], str]) -> str:
    """`do` makes the thing and returns its token. The same key with another body is refused."""
    digest = hashlib.sha256(body.model_dump_json().encode()).hexdigest()[:16]
    answer = patiently(once, key=key, purpose=purpose, now=now, do=lambda: f"{do()} {digest}")
    token, _, first = answer.partition(" ")
    if first != digest:
        raise RuleBroken("request.key_reused", "Idempotency-Key ini sudah dipakai untuk permintaan lain.")
    return token
