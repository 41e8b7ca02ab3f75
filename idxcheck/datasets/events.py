"""What a caller of fetch is told while it works."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

EventKind = Literal[
    "started", "received", "passed over", "fetched", "unpacked", "extracted", "kept", "failed"
]


@dataclass(frozen=True, slots=True)
class Event:
    """One step towards the file that will be at `path`.

    kind          when                                        count         text
    "started"     a mirror is asked for it                    -             the address
    "received"    bytes have come                             how many yet  -
    "passed over" a mirror did not give it, the next is asked -             address and reason
    "fetched"     it is there and verified                    its bytes     by what, from where
    "unpacked"    it is there, out of an archive              its bytes     by what
    "extracted"   its decompressed copy is there              its bytes     by what
    "kept"        it was there already                        its bytes     by what
    "failed"      it could not be had, the others go on       -             why

    `total` says of "received" how many bytes there will be, 0 where nobody has said so. The
    path of an archive stands for the files in it. "failed" leaves out what "passed over" has
    told of other mirrors; the error that ends the call has it all.
    """

    kind: EventKind
    path: Path
    count: int = 0
    total: int = 0
    text: str = ""


Tell = Callable[[Event], object]
