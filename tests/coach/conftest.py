"""The coach's tests: signals and simple people made by hand."""
