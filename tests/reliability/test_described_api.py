"""What the OpenAPI document says may be sent, and what it doesn't: the API answers as described.

Schemathesis makes it up, the same each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.settings import MORNING
from unpinch.web import api, boot, door, openapi, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from schemathesis import Case

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 60
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
OPERATIONS = [
    described[method]["operationId"]
    for described in openapi.document()["paths"].values()
    for method in described
    if method in METHODS
]
CASES = [(name, GenerationMode.POSITIVE) for name in OPERATIONS] + [
    (name, GenerationMode.NEGATIVE) for name in OPERATIONS if name != "readDescription"
]
"""Each operation as it is described, and otherwise; one that takes nothing can't be asked otherwise."""
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer(api.LINES)
def lines(_: object, value: object) -> bytes:
    """A body that is text travels as it is; anything else as Python shows it: it is no entry either way."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def let_in(here: Installation) -> Callable[..., Iterable[bytes]]:
    """Return the application, asked by a browser that has been let in."""
    application = boot.application()
    cookie = f"{here.cookie}={door.new_cookie(here.identity, MORNING.epoch_s)}"

    def asked(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        known = {"HTTP_HOST": here.address, "HTTP_ORIGIN": here.origin, "HTTP_COOKIE": cookie}
        answer: Iterable[bytes] = application({**environ, **known}, start)
        return answer

    return asked


@pytest.mark.parametrize(("operation", "mode"), CASES, ids=[f"{name}-{mode.value}" for name, mode in CASES])
def test_the_api_answers_as_described(here: Installation, kim: Person, operation: str, mode: GenerationMode) -> None:
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", let_in(here))
    found = described.find_operation_by_id(operation)
    met = list[int]()

    @BOUNDED
    @given(case=found.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        if "person" in case.path_parameters and len(met) % 4:
            case.path_parameters["person"] = str(kim.pk)
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        met.append(answer.status_code)

    ask()
    assert 200 in met
    assert queries.newest_arrival(kim) == len(list(queries.lines(kim)))
