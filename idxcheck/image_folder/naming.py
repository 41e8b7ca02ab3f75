"""The names of the files that are written: images, labels and names of classes."""

import os
import re
from typing import NamedTuple

from idxcheck.errors import UsageError
from idxcheck.names import TYPE_WORDS, claimed_element, claimed_format, claimed_rank, stem

# `images` as a word of its own, the last one: as siblings of a name are found by a check.
IMAGES = re.compile(r"(.*(?<![a-z]))(images)(?![a-z])(.*)", re.IGNORECASE | re.DOTALL)
NORB_IMAGES = re.compile(r"(.+[-_])(dat)(\.(?:mat|lushbin))", re.IGNORECASE | re.DOTALL)
RANK = re.compile(r"([-._]idx)\d+", re.IGNORECASE)
TYPE = re.compile(r"([-._]idx\d+-)[a-z0-9]+", re.IGNORECASE)
FORMAT = re.compile(r"(^|[-._])idx\d.*$|-ubyte$|\.(idx|mat|lushbin)$", re.IGNORECASE | re.DOTALL)
ROLES = {"images": "labels", "dat": "cat"}  # what the labels are called beside them
WORDS = {element: word for word, element in TYPE_WORDS.items()}


class Targets(NamedTuple):
    """The paths of the three files."""

    images: str
    labels: str
    classes: str


def targets_of(path: str, labels: str) -> Targets:
    """Return the files that stand beside the images in `path`; `labels` is the labels' type.

    train-images-idx3-ubyte.gz stands beside train-labels-idx1-ubyte.gz and train-classes.txt,
    smallnorb-dat.mat beside smallnorb-cat.mat. Raises UsageError for a name without a word
    for images.
    """
    folder, name = os.path.split(path)
    bare = stem(name)
    match = IMAGES.fullmatch(bare)
    if match is None and claimed_format(name) == "norb":
        match = NORB_IMAGES.fullmatch(bare)
    if match is None:
        raise UsageError(
            f"{path}: nothing in the name says images, for which the labels' would say labels;"
            f" next: call it such as {os.path.join(folder, _with_images(name))}"  # noqa: PTH118 - a name
        )
    before, word, behind = match.groups()
    sibling = before + _in_case_of(word, ROLES[word.lower()]) + behind
    sibling = RANK.sub(r"\g<1>1", TYPE.sub(rf"\g<1>{WORDS[labels]}", sibling))
    classes = before + _in_case_of(word, "classes") + FORMAT.sub("", behind) + ".txt"
    return Targets(
        path,
        os.path.join(folder, sibling + name[len(bare) :]),  # noqa: PTH118 - a name
        os.path.join(folder, classes),  # noqa: PTH118 - a name
    )


def check_claims(path: str, element: str, rank: int, advice: str) -> None:
    """Raise UsageError where the name of an output claims another rank or element type.

    `advice` is what to do instead of another name, if anything.
    """
    if claimed_rank(path) in (None, rank) and claimed_element(path) in (None, element):
        return
    folder, name = os.path.split(path)
    fitting = RANK.sub(rf"\g<1>{rank}", TYPE.sub(rf"\g<1>{WORDS[element]}", name))
    raise UsageError(
        f"{path}: the images are {element} of rank {rank}, and the name says otherwise; next:"
        f" call it {os.path.join(folder, fitting)}{advice}"  # noqa: PTH118 - a name
    )


def _with_images(name: str) -> str:
    """Return `name` with the word images where others have it."""
    bare = stem(name)
    end = match.start() if (match := FORMAT.search(bare)) else len(bare)
    parts = [bare[:end], "images"] if end else ["images", ""]
    return "-".join(parts) + name[end:]


def _in_case_of(model: str, word: str) -> str:
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word
