"""What a violation is: the files that break one rule, and how they are checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Expected(NamedTuple):
    """One finding of a strict check: in which file, of which rule, at which offset.

    The offset is in bytes of the innermost layer, or of the compressed stream where that is
    at fault; None where the finding has no place.
    """

    file: str
    rule: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """The smallest files on which a check finds one rule broken, and nothing else if it can be.

    `make` gives their names and bytes, always the same; `links` are names of symbolic links
    that lead to themselves. `findings` are all there are. `data_set` is what `--dataset` must
    say and `configuration` the text of the configuration to follow, each None for none.
    `named` says that the names belong to it.
    """

    rule: str
    make: Callable[[], Mapping[str, bytes]]
    findings: tuple[Expected, ...]
    data_set: str | None = None
    configuration: str | None = None
    links: tuple[str, ...] = ()
    named: bool = False

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files by their names; those of data sets are made anew at each call."""
        return self.make()
