"""FHIR R4 (4.0.1): a record as a bundle of resources, and pain and measures from elsewhere read in (docs/fhir.md)."""
