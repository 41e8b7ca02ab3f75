"""The formats by name."""

from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.reports import RENDERERS


def test_formats(fine: ConformanceReport) -> None:
    """Each name stands for its own format."""
    beginnings = {name: render(fine)[:5] for name, render in RENDERERS.items()}
    assert beginnings == {
        "text": "mini\n",
        "json": '{\n"sc',
        "junit": "<?xml",
        "markdown": "### `",
    }
