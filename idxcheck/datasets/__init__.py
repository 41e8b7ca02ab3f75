"""The known data sets as files and arrays.

    idxcheck.datasets.fetch(name, folder)    the files, from their mirrors, verified
    idxcheck.datasets.load(name, folder)     the arrays of a folder, with the class names
    idxcheck.datasets.SmallNorb(folder)      smallNORB by category, instance and view

The names are resolved when they are first used, so that importing one costs nothing of the
others.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from idxcheck.datasets.failures import FetchError, RetryPolicy, WrongFilesError
    from idxcheck.datasets.fetching import fetch
    from idxcheck.datasets.loading import load
    from idxcheck.datasets.smallnorb import SmallNorb

__all__ = ["FetchError", "RetryPolicy", "SmallNorb", "WrongFilesError", "fetch", "load"]

_HOMES = {
    "failures": ("FetchError", "RetryPolicy", "WrongFilesError"),
    "fetching": ("fetch",),
    "loading": ("load",),
    "smallnorb": ("SmallNorb",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    import importlib  # noqa: PLC0415 - the names are resolved when they are used

    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"idxcheck.datasets.{module}"), name)
    raise AttributeError(f"module 'idxcheck.datasets' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
