"""Stands for a gateway: keeps what it was given, each reference once, refuses what it is told to."""

from balai.notices.channels import Message, Outcome, Undeliverable
from balai.notices.short import NUMBER


class FakeText:
    can_be_asked = True

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.unknown: set[str] = set()
        self.failed: set[str] = set()
        self.is_away = False

    def deliver(self, message: Message) -> None:
        if not NUMBER.fullmatch(message.address) or message.address in self.unknown:
            raise Undeliverable("number")
        if self.is_away:
            raise ConnectionRefusedError
        if message.reference not in {known.reference for known in self.taken}:
            self.taken.append(message)

    def outcome(self, reference: str) -> Outcome:
        if self.is_away:
            raise ConnectionRefusedError
        if reference in self.failed:
            return Outcome.FAILED
        known = {message.reference for message in self.taken}
        return Outcome.ARRIVED if reference in known else Outcome.UNDERWAY

    def close(self) -> None:
        pass
