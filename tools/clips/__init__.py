"""A rendered set: the project's own figure does its own movements, and the real pose model looks at the pictures.

`python -m tools.clips make` draws each clip in headless Chromium, frame by frame, and keeps the model's landmarks with
what was truly done (tests/clips/kept); a later run goes on where an earlier one stopped. `report` lets the coach watch
them all and writes docs/coach-clips.md. `film` writes a clip as pictures, for a fake camera.
"""
