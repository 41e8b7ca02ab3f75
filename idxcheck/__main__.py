"""`python -m idxcheck` is `idxcheck`."""

from idxcheck.cli import main

if __name__ == "__main__":
    main()
