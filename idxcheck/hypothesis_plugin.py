"""What Hypothesis calls when it is imported (entry point `hypothesis`): types it can then draw.

The types' own modules must be imported for that, the strategies and numpy only when one is drawn.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from idxspec import Element, Header


def register() -> None:
    """Tell Hypothesis how to draw idxspec.Header and idxspec.Element."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only Hypothesis calls this

    from idxspec import Element, Header  # noqa: PLC0415 - importing this module costs nothing

    st.register_type_strategy(Element, _elements)
    st.register_type_strategy(Header, _headers)


def _elements(_: type) -> "SearchStrategy[Element]":
    from idxcheck.strategies import elements  # noqa: PLC0415 - it brings numpy

    return elements()


def _headers(_: type) -> "SearchStrategy[Header]":
    from idxcheck.strategies import headers  # noqa: PLC0415 - it brings numpy

    return headers()
