"""The limits of answers, where they are said twice."""

from importlib import resources

from idxcheck.conformance.protocols import limits
from idxcheck.conformance.readers import idxp
from idxcheck.vectors import vectors


def test_the_elements_that_must_be_listed() -> None:
    """The file beside adapters says the same number, and no vector has more elements."""
    assert limits.LISTED == idxp.LISTED == 524288
    readings = [each.reading for each in vectors() if each.reading is not None]
    assert max(len(each.values) for each in readings) <= 524288


def test_the_schema() -> None:
    """The schema of IDXP/1 has the same highest rank."""
    text = resources.files("idxcheck.conformance.protocols").joinpath("idxp.schema.json")
    schema = text.read_text("utf-8")
    assert limits.HIGHEST_RANK == 255
    assert '"maximum": 255' in schema
    assert '"maxItems": 255' in schema
