"""The coach, watched: a synthetic person before a synthetic camera, and how well the coach sees what was done.

A case is a story (walk in, lie down, repetitions, pauses, a fault, get up) told by the project's own movements, so that
the truth is known. A pinhole camera sees it; noise like the pose model's is laid over the 33 landmarks; the coach reads
the frames as it would in a page; its events are held against the truth. For development only: needs numpy.

    python -m tools.watched report          write docs/coach.md
    python -m tools.watched case CASE       print one case's frames as JSONL, for `unpinch coach`
    python -m tools.watched truth CASE      print what was really done in it
    python -m tools.watched events CASE     print what the coach said to it
    python -m tools.watched residuals       the camera's errors beside those measured of the pose model

Order of the files, from the person to the page: clips, story, faults, person, landmarks, camera, noise, film, cases;
coached, judge, tally, report.
"""
