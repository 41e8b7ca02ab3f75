"""What names of data sets are not: anything but text."""

from typing import Any

import pytest

import idxcheck.datasets
from idxcheck.errors import UsageError
from idxcheck.registry import data_set, data_sets_called


@pytest.mark.parametrize(
    ("name", "shown"), [(None, "None"), (5, "5"), (b"mnist", "b'mnist'"), (["mnist"], "['mnist']")]
)
def test_name_that_is_no_text(name: Any, shown: str) -> None:  # noqa: ANN401 - any kind of wrong
    """What is no text calls no data set, and is told as wrong usage, not as a fault of ours."""
    for ask in (
        data_set,
        data_sets_called,
        lambda each: idxcheck.datasets.load(each, "."),
    ):
        with pytest.raises(UsageError) as caught:
            ask(name)
        assert str(caught.value) == f"a data set is called by its name, not {shown}"
