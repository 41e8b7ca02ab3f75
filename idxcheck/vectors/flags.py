"""The known faults of readers that the vectors expose, as data in `flags.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Flag:
    """One fault: its type, what a user of such a reader gets, and who has it.

    `fault` is one of the types that the manifest's schema lists. `readers` are names with the
    version or commit that was tried, or read where that is said; none where the fault is a
    classic of no one in particular. `links` are public addresses of their code.
    """

    fault: str
    effect: str
    readers: tuple[str, ...]
    links: tuple[str, ...]


def flags() -> dict[str, Flag]:
    """Return every flag by its name, in alphabetical order."""
    text = Path(__file__).with_name("flags.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {name: _flag(**tables[name]) for name in sorted(tables)}


def _flag(fault: str, effect: str, readers: list[str], links: list[str]) -> Flag:
    return Flag(fault, effect, tuple(readers), tuple(links))
