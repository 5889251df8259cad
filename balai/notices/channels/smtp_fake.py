"""Stands for a mail server: keeps what it was given, refuses what it is told to."""

from balai.notices.channels import Message, Undeliverable


class FakeSmtp:
    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.unknown: set[str] = set()
        self.is_away = False

    def deliver(self, message: Message) -> None:
        if "@" not in message.address or message.address in self.unknown:
            raise Undeliverable("address")
        if self.is_away:
            raise ConnectionRefusedError
        self.taken.append(message)

    def close(self) -> None:
        pass
