"""The `[performance]` table of a programme's file: what is asked after its sessions."""

from datetime import datetime
from typing import Any

from balai.base.errors import RuleBroken
from balai.performance.actions import set_pulse
from balai.performance.models import Pulse
from balai.programs.models import Program

Table = dict[str, Any]
OWN = frozenset({"pernyataan", "tanya_pemakaian"})


def plant(*, program: Program, table: Table, by: object, now: datetime) -> None:
    for key in table:
        if key not in OWN:
            raise RuleBroken("seed.unknown_key", f"'{key}' tidak dikenal dalam [performance].", key=key)
    texts, asks_use = table.get("pernyataan", []), table.get("tanya_pemakaian", False)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        message = 'pernyataan: tulis daftar kalimat, misalnya ["Sekarang saya tahu caranya"].'
        raise RuleBroken("seed.statements", message, key="pernyataan")
    if not isinstance(asks_use, bool):
        raise RuleBroken("seed.word", "tanya_pemakaian: tulis true atau false.", key="tanya_pemakaian")
    set_pulse(program=program, statements=texts, asks_use=asks_use, by=by, now=now)


def read(*, program: Program) -> Table | None:
    """The table that would say it again; None where nothing is asked."""
    pulse = Pulse.objects.filter(program=program).first()
    if pulse is None:
        return None
    table: Table = {"pernyataan": [row.text for row in pulse.statements.asked()]}
    return table | ({"tanya_pemakaian": True} if pulse.asks_use else {})
