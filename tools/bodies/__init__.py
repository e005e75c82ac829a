"""Turns the three CC0 bodies of tools/data/human.npz into the skinned assets that <unpinch-figure> shows."""
