"""Reports: from what was found to a text, one format a file."""

import importlib
from collections.abc import Callable

from idxcheck.findings import Report

REPORTS = ("text", "json", "github", "junit", "sarif")
"""The formats, each the name of its module."""


def renderer(name: str) -> Callable[[Report, int], str]:
    """Return what makes a text of a report and its exit status; imported only when asked for."""
    render: Callable[[Report, int], str] = importlib.import_module(f"{__name__}.{name}").render
    return render
