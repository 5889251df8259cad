"""Messages to send; their template is a test's own."""

from datetime import datetime
from typing import Any

from balai.base.sealing import keyed_hash, seal
from balai.engine.models import Lease
from balai.notices.actions import post
from balai.notices.models import Notice
from tests.make.audit import MOMENT

ADDRESS = "sari@example.id"


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
    context = more.pop("context", {"number": "A012"})
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
