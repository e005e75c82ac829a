"""The migrations of a later Unpinch, made up for tests: ours, and one that rebuilds a table."""
