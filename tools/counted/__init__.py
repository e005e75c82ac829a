"""Any angle signal that somebody may give the repetition counter, made up and seeded; and how many it counts right."""
