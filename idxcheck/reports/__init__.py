"""Reports: from what was found to a text, one format a file."""

from collections.abc import Callable

from idxcheck.findings import Report
from idxcheck.reports import json, text

REPORTS: dict[str, Callable[[Report, int], str]] = {
    "text": text.render,
    "json": json.render,
}
