"""Patterns of paths, as in .gitignore: `*` within one part of a path, `**` for any parts.

They are relative to one folder and written with `/` on every system. A pattern with a `/`
at its beginning or inside starts in that folder, another one matches at any depth. What
matches a folder matches all below it; a `/` at the end asks for a folder. Upper and lower
case differ. There is no `!`.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

ANY_PARTS = "**"
WILDCARD = re.compile(r"[*?[]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as written, and the parts of a path it asks for, from the folder on."""

    text: str
    parts: tuple[str, ...]

    def matches(self, names: tuple[str, ...]) -> bool:
        """Whether `names`, the parts of a path below the folder, are matched."""
        # All places in the pattern where its rest could go on, so that no pattern takes long.
        places = self._with_skipped({0})
        for name in names:
            places = self._with_skipped(
                {
                    place + (self.parts[place] != ANY_PARTS)
                    for place in places
                    if self._fits(place, name)
                }
            )
            if len(self.parts) in places:
                return True
        return False

    @property
    def beginning(self) -> tuple[str, ...]:
        """The leading parts that stand for themselves alone."""
        wild = (place for place, part in enumerate(self.parts) if WILDCARD.search(part))
        return self.parts[: next(wild, len(self.parts))]

    def _fits(self, place: int, name: str) -> bool:
        return self.parts[place] == ANY_PARTS or fnmatchcase(name, self.parts[place])

    def _with_skipped(self, places: set[int]) -> set[int]:
        """Add the places behind each `**`, which may stand for no part at all."""
        return places | {
            place + 1 for place in places if self.parts[place : place + 1] == (ANY_PARTS,)
        }


def parse_pattern(text: str) -> Pattern:
    """Return `text` as a pattern; raise ValueError, which says what was expected, for none."""
    if not text.strip():
        raise ValueError("a pattern that is not empty")
    if text.startswith("!"):
        raise ValueError("a pattern of what to match; none takes files out again")
    if "\\" in text:
        raise ValueError("a pattern with / between the parts of a path")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise ValueError("a pattern of files below the configuration's own folder, without ..")
    if not parts:
        return Pattern(text, ("*",))  # the folder itself: all in it
    if "/" not in text.rstrip("/"):
        parts.insert(0, ANY_PARTS)
    below = ["*"] if text.endswith("/") else []
    return Pattern(text, (*_plain(parts), *below))


def _plain(parts: list[str]) -> list[str]:
    """Return `parts` without a `**` behind another, and `*` for one at the end.

    All below what the last part matches is matched anyway.
    """
    plain = [
        part
        for part, before in zip(parts, ["", *parts], strict=False)
        if (part, before) != (ANY_PARTS, ANY_PARTS)
    ]
    return [*plain[:-1], "*"] if plain[-1] == ANY_PARTS else plain
