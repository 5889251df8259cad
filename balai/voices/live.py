"""What the hall's screen and phones hear: `announce` says that a board changed, `public_boards` to what."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import connection, transaction

from balai.voices.board_readings import figures_of, public_questions, sessions_watched
from balai.voices.models import Question
from balai.voices.rules.board import BoardState

CHANNEL = "papan"
NEXT_SHOWN = 3  # of those that wait, on the hall's screen


def announce(session: int) -> None:
    """In the moderator's actions; never where somebody asks or votes: those a beat brings (live-hub.md)."""
    if connection.vendor == "postgresql":
        transaction.on_commit(partial(_notify, session), robust=True)


def _notify(session: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(session)])


def public_boards(pks: Collection[int]) -> dict[int, dict[str, Any]]:
    """Those of these sessions whose board the public may watch."""
    return {session: public_board(session) for session in sessions_watched(list(pks))}


def public_board(session: int) -> dict[str, Any]:
    """Moderated words without persons, numbers and counts alone. Two queries."""
    shown, counted = public_questions(session), figures_of(session)
    waiting = [one for one in shown if one.state == BoardState.SHORTLIST]
    return {
        "live": next((_told(one) for one in shown if one.state == BoardState.LIVE), None),
        "next": [_told(one) for one in waiting[:NEXT_SHOWN]],
        "answered": counted[BoardState.ANSWERED],
        "incoming": counted[BoardState.INCOMING],
        "hidden": counted[BoardState.HIDDEN],
        "all": {one.number: [one.state, one.here, one.outside] for one in shown},  # type: ignore[attr-defined]
    }


def _told(one: Question) -> dict[str, Any]:
    votes = {"here": one.here, "outside": one.outside}  # type: ignore[attr-defined]
    return {"number": one.number, "words": one.words} | votes
