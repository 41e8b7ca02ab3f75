"""Check, read and write IDX and NORB files.

    idxcheck.check(path)            a Report on a file or folder: verdicts, findings, places
    idxcheck.info(path)             the header
    idxcheck.load(path)             the matrix as a numpy array
    idxcheck.save(path, array)      the array as a file, whole or not at all

The names are resolved when they are first used, so that importing idxcheck costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from idxcheck.array import load, save
    from idxcheck.checking import check
    from idxcheck.errors import FormatError, IdxcheckError, LimitError, UsageError
    from idxcheck.findings import FileReport, Finding, Hypothesis, Report, Severity, Verdict
    from idxcheck.soundness import info

__all__ = [
    "FileReport",
    "Finding",
    "FormatError",
    "Hypothesis",
    "IdxcheckError",
    "LimitError",
    "Report",
    "Severity",
    "UsageError",
    "Verdict",
    "check",
    "info",
    "load",
    "save",
]

_HOMES = {
    "array": ("load", "save"),
    "checking": ("check",),
    "errors": ("FormatError", "IdxcheckError", "LimitError", "UsageError"),
    "findings": ("FileReport", "Finding", "Hypothesis", "Report", "Severity", "Verdict"),
    "soundness": ("info",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    import importlib  # noqa: PLC0415 - importing idxcheck imports nothing else

    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("idxcheck")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"idxcheck.{module}"), name)
    raise AttributeError(f"module 'idxcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
