"""Pictures as SVG text: the drawn person and the body map. Pure functions; colours come from CSS classes."""
