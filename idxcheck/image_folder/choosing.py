"""Whether a folder is meant as one of images or as a known data set."""

import os

from idxcheck.attribution import sets_of_folder
from idxcheck.datasets.files import BOTH, find_groups
from idxcheck.datasets.places import places
from idxcheck.registry import DataSet, data_sets

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm")


def holds_images(folder: str) -> bool:
    """Whether `folder` is to be read as classes of images, not as a data set of the registry.

    It is where none of a set's files are in it, unless its name says a set and no sub-folder
    is there; and where there are some, from a conversion before, but no whole set, and images
    in its sub-folders. Raises OSError for a folder that cannot be read.
    """
    sets = data_sets()
    if any(place.found for each in sets for place in places(each, folder)):
        return _has_pictures(folder) and not any(_is_whole(each, folder) for each in sets)
    return _has_folders(folder) or not sets_of_folder(os.path.realpath(folder))


def _is_whole(data_set: DataSet, folder: str) -> bool:
    try:
        find_groups(data_set, BOTH, folder)
    except FileNotFoundError:
        return False
    return True


def _has_folders(folder: str) -> bool:
    with os.scandir(folder) as found:
        return any(entry.is_dir() and not entry.name.startswith(".") for entry in found)


def _has_pictures(folder: str) -> bool:
    """Whether a file below a sub-folder has the suffix of an image."""
    inner = (files for path, _, files in os.walk(folder) if path != folder)
    return any(name.lower().endswith(SUFFIXES) for files in inner for name in files)
