"""Whose address it is, as far as an address says."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """One IPv6 household has a whole /64 of addresses; an IPv4 address is counted as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
