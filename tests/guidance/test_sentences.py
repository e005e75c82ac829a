"""No rule's id is ever read by a person in place of its sentence."""

import re
from pathlib import Path

from tests.builders import shipped

GUIDANCE = Path(__file__).parents[2] / "src" / "unpinch" / "guidance"
RULE = re.compile(r'"((?:S\d+|phase|dose|day|rest|guard)\.[a-z_0-9]+)"')
NO_REASON = {"S1.flags"}
"""Names of gates that say other rules' sentences."""


def test_every_rule_that_the_planner_names_has_its_sentence() -> None:
    named = {rule for path in GUIDANCE.glob("*.py") for rule in RULE.findall(path.read_text(encoding="utf-8"))}
    assert named - NO_REASON <= set(shipped().rule_texts)
