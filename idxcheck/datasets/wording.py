"""What others say, made fit for a message: addresses without passwords, words cut short."""

import ipaddress
import re
from urllib.parse import urlsplit

from idxcheck.errors import UsageError

SHOWN = 200  # characters shown of what a server or an archive says
SCHEMES = ("http", "https")
CREDENTIALS = re.compile(r"(?<=://)[^/?#\s]*@")
ANY_CREDENTIALS = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", re.DOTALL)  # no address around
HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")


def public(address: str) -> str:
    """Return an address, or a text with addresses in it, without user names and passwords."""
    return CREDENTIALS.sub("***@", address)


def heard(text: str) -> str:
    """Return what a server or an archive says: printable, short, without passwords."""
    words = public(text)
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}... ({len(words)} characters)"
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in shown)


def check_mirror(base: object) -> None:
    """Raise UsageError unless `base` is the HTTP address of a folder."""
    if not isinstance(base, str):
        raise UsageError(f"a mirror is an address as text, not {base!a}")
    shown = repr(ANY_CREDENTIALS.sub(r"\1***@", base))
    try:
        parts = urlsplit(base)
        if parts.scheme not in SCHEMES or not parts.netloc:
            raise UsageError(f"a mirror begins with http:// or https://, not {shown}")
        if parts.query or parts.fragment:  # not shown: it may be a secret
            raise UsageError("a mirror is the address of a folder, without ? and #")
        usable = base.isprintable() and parts.port != 0 and _is_host(parts.hostname or "")
    except ValueError:  # brackets or a port that are none
        usable = False
    if not usable:
        raise UsageError(f"no server can have the address {shown}; next: check --mirror")


def _is_host(name: str) -> bool:
    """Return whether a host can have this name; raises ValueError for some that none can."""
    if ":" in name:
        return bool(ipaddress.IPv6Address(name))
    return HOST.fullmatch(name.encode("idna").decode("ascii")) is not None
