"""Mutation testing of the core: small faults are put into the rules one by one, and a test must notice each.

docs/mutants.md holds the score, and says how it is found.
"""
