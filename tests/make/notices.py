"""Messages to send; their letter is our own, for these tests are about the outbox."""

from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.template import engines

from balai.base.sealing import keyed_hash, seal
from balai.engine.models import Lease
from balai.notices.actions import post
from balai.notices.models import Notice
from tests.make.audit import MOMENT

ADDRESS = "sari@example.id"
LETTER = """Nomor antrean {{ number }}

Halo {{ name }},
nomor Anda {{ number }}.
"""


def notice(
    kind: str = "queues.reminder",
    *,
    about: int = 1,
    to: str = ADDRESS,
    now: datetime = MOMENT,
    channel: str = "email",
    **more: Any,
) -> Notice:
    """One message in the outbox; a lease stands for the thing that it is about."""
    context = {"number": "A012", "name": "Bu <Sari>"} | more.pop("context", {})
    letter = engines["django"].from_string(LETTER)
    with patch("balai.notices.actions.get_template", return_value=letter):
        post(
            kind,
            about=Lease(pk=about),
            recipient_hash=keyed_hash(to, "email"),
            address_sealed=seal(to),
            channel=channel,
            context=context,
            now=now,
            **more,
        )
    return Notice.objects.latest("pk")
