"""Unpinch guides a person with sciatica through a resistance-band programme at home."""

__version__ = "0.1.0"
