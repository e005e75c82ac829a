"""What Unpinch survives, tried out: kills, faults, fuzz and load. docs/reliability.md is made from what was found."""
