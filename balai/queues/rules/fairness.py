"""How many places of one day one visitor may take: enough for a family, too few for a whole morning.

The address is counted far more generously than the browser: a mobile carrier, a village's one Wi-Fi or the
office's own computer stand behind one address (docs/decisions/booking-without-phone.md).
"""

from dataclasses import dataclass

from balai.base.networks import network_of

BROWSER_WITHOUT_PHONE = 3
BROWSER = 8


@dataclass(frozen=True)
class Visitor:
    """Who asks from home, as far as that can be known: an address, and a mark that this browser keeps."""

    address: str = ""
    browser: str = ""

    @property
    def network(self) -> str:
        return network_of(self.address)


def shares(visitor: Visitor, *, has_phone: bool, address: int) -> list[tuple[str, int]]:
    """(whose, at most), always in this order. `address`: the installation's own figure; 0 counts nothing."""
    kind = "phone" if has_phone else "bare"
    browser = BROWSER if has_phone else BROWSER_WITHOUT_PHONE
    wanted = [(visitor.browser, f"{kind}:browser", browser), (visitor.network, f"{kind}:address", address)]
    return [(f"{name}:{mark}", most) for mark, name, most in wanted if mark and most]
