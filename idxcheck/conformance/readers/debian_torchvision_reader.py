"""IDXP/1 around the torchvision of Debian: the same function as torchvision_reader.py calls.

It runs with /usr/bin/python3 and what apt installed: python3-torchvision.
"""

import idxp
from torchvision_reader import read, torchvision

if __name__ == "__main__":
    idxp.serve(
        read,
        name="debian-torchvision",
        version=torchvision.__version__,
        homepage="https://packages.debian.org/bookworm/python3-torchvision",
        rejects=(ValueError, OSError, RuntimeError),
        formats=["idx"],
    )
