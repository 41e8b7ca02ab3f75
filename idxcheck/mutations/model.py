"""What a mutation is."""

from collections.abc import Callable
from dataclasses import dataclass

from idxcheck.mutations.layout import Format, Layout, cut, is_ambiguous

Edit = Callable[[bytes, Layout], bytes | None]
BOTH: tuple[Format, ...] = ("idx", "norb")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One named byte edit that turns a valid file into one that breaks exactly one rule.

    `rule` is the code of the rule that must be the only error, `formats` the formats of the
    files it can be applied to. `ending` is that of the name the result must be stored under,
    empty where the name does not matter.
    """

    name: str
    rule: str
    formats: tuple[Format, ...]
    edit: Edit
    ending: str = ""

    def apply(self, data: bytes) -> bytes | None:
        """Return what becomes of `data`, a whole uncompressed IDX or NORB file.

        The same bytes give the same result. None where `data` is not a valid file of these
        formats, where it has nothing to edit, and where the result would be valid or have
        another explanation than the edit.
        """
        layout = cut(data)
        if layout is None or layout.format not in self.formats:
            return None
        return self.edit(data, layout)


def unambiguous(name: str, rule: str, format: Format, edit: Edit) -> Mutation:  # noqa: A002 - the field's word
    """Return the mutation of one format whose result has no other explanation."""

    def sole(data: bytes, layout: Layout) -> bytes | None:
        result = edit(data, layout)
        return None if result is None or is_ambiguous(result) else result

    return Mutation(name, rule, (format,), sole)
