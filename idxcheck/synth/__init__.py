"""Synthetic files: by shape, by data set, by the rule they must break.

    idxcheck.synth.generate(path, shape, dtype)         one file, filled by a recipe
    idxcheck.synth.generate_data_set(name, folder)      files like those of a known data set

The bytes depend on the arguments alone. The names are resolved when they are first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from idxcheck.synth.data_sets import generate_data_set
    from idxcheck.synth.generating import generate

__all__ = ["generate", "generate_data_set"]

_HOMES = {"generate": "generating", "generate_data_set": "data_sets"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    import importlib  # noqa: PLC0415 - the names are resolved when they are used

    if name in _HOMES:
        return getattr(importlib.import_module(f"idxcheck.synth.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'idxcheck.synth' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
