"""Reports of a conformance run: from what was found to a text, one format a file."""

from collections.abc import Callable

from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.reports import json, junit, markdown, text

RENDERERS: dict[str, Callable[[ConformanceReport], str]] = {
    "text": text.render,
    "json": json.render,
    "junit": junit.render,
    "markdown": markdown.render,
}
"""The formats by name, each with what makes a text of a report."""
