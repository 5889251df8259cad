"""The operator's own screen. Whole texts in the demo alone: elsewhere a screen is soon a log."""

import sys
from typing import TextIO

from django.conf import settings

from balai.notices.channels import Message


class Console:
    def __init__(self, screen: TextIO | None = None) -> None:
        self.screen = screen or sys.stdout

    def deliver(self, message: Message) -> None:
        text = f"\n✉ {message.kind} ({message.reference[:8]})\n"
        if settings.IS_DEMO:
            text += f"{message.subject}\n{message.text}"
        self.screen.write(text)
        self.screen.flush()

    def close(self) -> None:
        pass
