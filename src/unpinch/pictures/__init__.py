"""Pictures as SVG text: the drawn person, the body map, small pictures. Pure functions; colours come from CSS classes."""
