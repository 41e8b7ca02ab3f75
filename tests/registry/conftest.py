"""The files of all known data sets."""

import pytest

from idxcheck.registry import DataFile, data_sets


@pytest.fixture(scope="session")
def files() -> dict[str, DataFile]:
    """Every file of the registry by its key, as `mnist/t10k-images`."""
    return {file.key: file for each in data_sets() for file in each.files}
