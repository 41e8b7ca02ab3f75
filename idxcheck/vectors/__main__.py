"""`python -m idxcheck.vectors DIR` writes every vector and the manifest below DIR."""

import sys
from pathlib import Path

from idxcheck.vectors.writing import write

if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its one argument
    sys.exit("usage: python -m idxcheck.vectors DIR")
write(Path(sys.argv[1]))
