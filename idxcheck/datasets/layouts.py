"""The names of the layouts: where the files of a data set go."""

from typing import Literal, get_args

LayoutName = Literal["flat", "torchvision", "keras"]

FLAT: LayoutName = "flat"
LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)
