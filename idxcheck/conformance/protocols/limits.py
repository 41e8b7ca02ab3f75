"""What both protocols allow in an answer.

`readers/idxp.py`, which lies beside adapters and imports nothing of ours, says `LISTED` again.
"""

import re

LISTED = 524_288
"""The elements of the largest array whose values must be listed: no valid file holds more."""
HIGHEST_RANK = 255
LONGEST_MESSAGE = 2000  # characters of a message that are kept
LONGEST_FILE = 16 << 20  # bytes of what was written
WORD = re.compile("[a-z][a-z0-9_]{0,31}")
"""What an element type may be called, ours or another."""
INTEGERS = {
    "uint8": (0, 2**8 - 1),
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
}
"""The least and the greatest number of each integer type of the formats."""
OTHER_INTEGERS = (-(2**63), 2**64 - 1)
