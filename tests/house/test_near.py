"""Generated files are compared to the last digit that a machine may round otherwise."""

import json

import pytest

from tools.near import near_json, near_text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("load 0.94, high", "load 0.95, high", True),
        ("load 0.94, high", "load 0.99, high", False),
        ("load 0.94, high", "load 0.94, low", False),
        ("37 mm", "41 mm", False),
        ("-1.5 %", "1.5 %", False),
        ("0.9", "0.90", False),
    ],
)
def test_it_forgives_the_last_digit_of_a_text_and_nothing_else(one: str, other: str, *, same: bool) -> None:
    assert near_text(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": [1000, 2]}, {"a": [1002, 1]}, True),
        ({"a": [1000, 2]}, {"a": [1003, 2]}, False),
        ({"a": 0.4321}, {"a": 0.4322}, True),
        ({"a": 0.43}, {"a": 0.44}, False),
        ({"a": [1]}, {"a": [1, 1]}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": "x"}, {"a": "y"}, False),
        ({"a": True}, {"a": 1}, False),
        ({"a": None}, {"a": None}, True),
    ],
)
def test_it_forgives_the_last_units_of_json_and_nothing_else(one: object, other: object, *, same: bool) -> None:
    assert near_json(json.dumps(one).encode(), json.dumps(other).encode()) is same


def test_a_file_that_is_not_there_is_not_current() -> None:
    assert not near_json(None, b"{}")
