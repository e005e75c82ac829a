"""All situations, one file a theme. Importing this folder fills `tests.golden.expect.SITUATIONS`."""

from tests.golden.situations import (
    asking,
    dose,
    escalation,
    exercises,
    flags,
    flares,
    function,
    lifting,
    phases,
    record,
    stops,
    strong_pain,
    visits,
)

THEMES = (
    asking,
    flags,
    lifting,
    function,
    strong_pain,
    phases,
    flares,
    stops,
    exercises,
    dose,
    escalation,
    record,
    visits,
)
