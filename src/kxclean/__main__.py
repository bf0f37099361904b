"""`python -m kxclean` is the command line."""

from __future__ import annotations

from kxclean.cli import main

if __name__ == "__main__":
    main()
