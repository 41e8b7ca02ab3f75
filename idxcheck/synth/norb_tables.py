"""The tables of smallNORB and NORB: the category and the factors of each pair of pictures."""

import numpy as np
from numpy.typing import NDArray

from idxcheck import registry
from idxcheck.errors import UsageError
from idxcheck.synth.words import below, words

NO_OBJECT = -1  # in the table: a factor of a picture without an object
FACTORS = 4  # columns that say what is shown; those after them say how it is jittered
JITTER = "norb jitter"  # the stream of the seed's words


def tables(
    data_set: str, part: str, *, number: int = 1, count: int | None = None, seed: int = 0
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the categories, (n,) int32, and the factors, (n, 4) or for NORB (n, 10) int32.

    `data_set` is "smallnorb" or "norb", `part` "train" or "test", `number` counts the files
    of NORB's part from 1. The rows go once through all combinations, category fastest, then
    lighting, azimuth, elevation, instance; `count` takes the first of them, None all.
    smallNORB's test part is published in that order, so that its tables are exact; its
    training part and NORB are published in a shuffled order that cannot be rebuilt. NORB's
    category 5 has no object: -1 in columns 0 to 3. Columns 4 to 9, the jitter, depend on
    `seed`, part, number and row alone. Raises UsageError for what is not there.
    """
    whole = registry.data_set(data_set)
    every = [file for file in whole.files if file.role == "info"]
    files = [file for file in every if file.part == part]
    if whole.name not in {"smallnorb", "norb"} or not 1 <= number <= len(files):
        raise UsageError(
            "expected smallnorb or norb, part train or test, and the number of a file from 1 to"
            f" {max(len(files), 1)}; found {whole.name}, part {part!r}, number {number}"
        )
    file = files[number - 1]
    total = file.shape[0]
    if not 0 <= (total if count is None else count) <= total:
        raise UsageError(f"{file.key} has {total} rows: expected a count up to that, found {count}")
    left = np.arange(total if count is None else count)
    left, categories = np.divmod(left, len(whole.classes))
    info = np.empty((len(left), len(file.columns)), np.int32)
    for place in reversed(range(FACTORS)):
        values = [each for each in file.columns[place].values() if each != NO_OBJECT]
        left, number_of_value = np.divmod(left, len(values))
        info[:, place] = np.array(values)[number_of_value]
    if "blank" in whole.classes:
        info[categories == whole.classes.index("blank"), :FACTORS] = NO_OBJECT
    jitter = file.columns[FACTORS:]
    start = every.index(file) * total * len(jitter)
    chance = words(seed, JITTER, start, len(info) * len(jitter)).reshape(len(info), len(jitter))
    for place, column in enumerate(jitter):
        allowed = np.array(column.values())
        info[:, FACTORS + place] = allowed[below(chance[:, place], len(allowed))]
    return categories.astype(np.int32), info
