"""Addresses of servers that people name. What answers there is theirs; where this machine keeps its own credentials nobody may ask.

Local and private addresses are a use (a model on the same machine or network); link-local ones and those under which clouds hand out
credentials never are, whatever name leads there.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]
Problem = Literal["scheme", "userinfo", "host", "metadata", "private", "unknown", "extras"]
# Besides the link-local range: AWS over IPv6, Azure, Alibaba and Oracle.
METADATA = frozenset(map(ipaddress.ip_address, ("fd00:ec2::254", "fd00:ec2::23", "168.63.129.16", "100.100.100.200", "192.0.0.192")))
METADATA_NAMES = frozenset(
    {"metadata", "metadata.google.internal", "metadata.tencentyun.com", "instance-data", "instance-data.ec2.internal"}
)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError where it has none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def problem_with(url: str, *, private: bool = True, resolve: Resolve = resolved) -> Problem | None:
    """Why a server's address cannot be taken, None where it can; `private` allows servers of this machine and its network."""
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return "scheme"
    if parts.username is not None or parts.password is not None:
        return "userinfo"
    if parts.query or parts.fragment:
        return "extras"
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return "host"
    if host in METADATA_NAMES:
        return "metadata"
    try:
        found = [ipaddress.ip_address(text.split("%")[0]) for text in resolve(host, _port(parts))]
    except (OSError, UnicodeError):
        return "unknown"
    if any(map(forbidden, found)):
        return "metadata"
    return None if private or all(_plain(address).is_global for address in found) else "private"


def forbidden(address: Address) -> bool:
    """Whether nobody may ask this address."""
    plain = _plain(address)
    return plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain in METADATA


def _plain(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one (mapped, 6to4, NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError:
        return None
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
