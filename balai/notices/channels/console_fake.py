"""Stands for the operator's screen: keeps what was shown."""

from balai.notices.channels import Message


class FakeConsole:
    def __init__(self) -> None:
        self.taken: list[Message] = []

    def deliver(self, message: Message) -> None:
        self.taken.append(message)

    def close(self) -> None:
        pass
