"""The ways out. Each is a file with a fake beside it; the same tests run against both."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """What is sent, opened for this moment only."""

    reference: str
    kind: str
    address: str
    subject: str
    text: str


class Undeliverable(Exception):
    """This address will never take it: no further try."""


class Way(Protocol):
    def deliver(self, message: Message) -> None:
        """Returns when the other side has taken it; anything raised but Undeliverable is tried again."""

    def close(self) -> None:
        """The batch is over."""
