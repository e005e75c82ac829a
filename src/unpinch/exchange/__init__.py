"""What leaves and comes in: the journal file, tables, the calendar."""
