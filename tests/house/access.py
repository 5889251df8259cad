"""Who gets what at each address. test_access.py tries every address for every role here and elsewhere;
an address without its row here fails, and so does a row whose address is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests import make

# Addresses whose views are a library's, and who may come there.
THIRD_PARTY = {
    "account_login": "public",
    "account_logout": "public",
}


class World:
    """One small world: an office with everything, made only as far as a row asks for it."""

    def __init__(self) -> None:
        self.here = make.office()
        self.elsewhere = make.office()


@dataclass(frozen=True)
class Row:
    """How an address is built, and what it is like."""

    arguments: Callable[[World], dict[str, Any]] = lambda world: {}
    of_office: bool = False  # it shows what is one office's own: to others it does not exist (404)
    post: bool = False  # it answers POST only
    data: dict[str, Any] = field(default_factory=dict)


ROWS: dict[str, Row] = {
    "alive": Row(),
    "ready": Row(),
    "front:home": Row(),
    "front:offices": Row(),
    "front:levy": Row(),
    "front:manage": Row(),
}
