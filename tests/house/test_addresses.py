"""Every address wears its audience, has a name, and is spelled in Indonesian or plain numbers."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.access import THIRD_PARTY

AUDIENCES_THAT_NEED_NO_ROLE = {"public", "signed_in"}


class Address(NamedTuple):
    name: str
    route: str
    view: Callable[..., Any]

    @property
    def audience(self) -> str:
        return str(getattr(self.view, "audience", ""))


def walk(patterns: list[Any], names: str = "", route: str = "") -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from walk(pattern.url_patterns, inside, route + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield Address(names + (pattern.name or ""), route + str(pattern.pattern), pattern.callback)


def addresses() -> list[Address]:
    return list(walk(get_resolver().url_patterns))


def is_third_party(address: Address) -> bool:
    return not address.view.__module__.startswith("balai.") and not hasattr(address.view, "audience")


def test_every_address_wears_its_audience() -> None:
    from balai.base.permissions import Permission

    known, bare = AUDIENCES_THAT_NEED_NO_ROLE | set(Permission.values), []
    for address in addresses():
        if is_third_party(address):
            why = f"name {address.name} ({address.route}) in tests/house/access.py"
            bare += [] if address.name in THIRD_PARTY else [why]
        elif address.audience not in known:
            bare.append(
                f"{address.route}: put @public, @signed_in or @requires(…) on {address.view.__name__}"
            )
    assert not bare, "\n".join(bare)


def test_every_address_has_a_name() -> None:
    nameless = [a.route for a in addresses() if not a.name or a.name.endswith(":")]
    assert not nameless


def test_one_name_has_one_audience() -> None:
    """A name may stand for several routes (a month, an office's month), never for two audiences."""
    audiences: dict[str, set[str]] = {}
    for address in addresses():
        audiences.setdefault(address.name, set()).add(address.audience)
    assert not [name for name, known in audiences.items() if len(known) > 1]
