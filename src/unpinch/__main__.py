"""Let `python -m unpinch` do what `unpinch` does."""

import sys

from unpinch.cli import main

if __name__ == "__main__":
    sys.exit(main())
