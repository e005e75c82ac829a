"""The web application: the door, storage of the journal, its API, and the views that serve screens."""
