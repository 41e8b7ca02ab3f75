"""Conformance: prove that an implementation, in any language, reads and writes the formats right.

    run_reader(read)                    a ConformanceReport on Python functions
    check_reader(read)                  the same, and AssertionError where something is wrong
    parametrize_with_vectors(read)      decorates a test of pytest: one test for each case

The names are resolved when they are first used, so that importing this package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from idxcheck.conformance.functions.public import check_reader, run_reader
    from idxcheck.conformance.functions.pytest_support import parametrize_with_vectors
    from idxcheck.conformance.known import Known
    from idxcheck.conformance.outcomes import Outcome
    from idxcheck.conformance.report import ConformanceReport, Result

__all__ = [
    "ConformanceReport",
    "Known",
    "Outcome",
    "Result",
    "check_reader",
    "parametrize_with_vectors",
    "run_reader",
]

_HOMES = {
    "known": ("Known",),
    "outcomes": ("Outcome",),
    "functions.public": ("check_reader", "run_reader"),
    "functions.pytest_support": ("parametrize_with_vectors",),
    "report": ("ConformanceReport", "Result"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    import importlib  # noqa: PLC0415 - importing this package imports nothing else

    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"idxcheck.conformance.{module}"), name)
    raise AttributeError(f"module 'idxcheck.conformance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
