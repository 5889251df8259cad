"""The ways out. Each is a file with a fake beside it; the same tests run against both."""

from dataclasses import dataclass
from enum import Enum
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


class Outcome(Enum):
    """What became of something that the other side has taken."""

    UNDERWAY = 0
    ARRIVED = 1
    FAILED = 2


class Way(Protocol):
    def deliver(self, message: Message) -> None:
        """Returns when the other side has taken it; anything raised but Undeliverable is tried again."""

    def close(self) -> None:
        """The batch is over."""


class AskableWay(Way, Protocol):
    """One that may know afterwards what became of it."""

    can_be_asked: bool

    def outcome(self, reference: str) -> Outcome:
        """Raises what it likes when it does not answer: it is asked again later."""
