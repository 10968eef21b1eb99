"""What the API answers is what its description says, whatever is sent; nothing sent makes it fail.

Calls are made up by Schemathesis from the description itself, the same ones in every run.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from docarchive.accounts.services import tokens
from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.roles import Role
from tests.archive.factories import follow, hand_in, make_batch, make_document
from tests.factories import actor_for, make_agency, make_unit, make_user

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
EXAMPLES = 3  # of each operation
# They would end what the test calls with.
LEFT_OUT = {"DELETE /api/v1/me/tokens/{token_id}", "PUT /api/v1/users/{user_id}/disabled"}


@pytest.fixture
def database_kind() -> str:
    """What is described does not depend on the database; the rooms' own tests run on both."""
    return "sqlite"


@pytest.fixture(params=[Role.CLERK, Role.ADMINISTRATOR])
def calling(request: pytest.FixtureRequest, services: Services) -> tuple[dict[str, str], dict[str, Any]]:
    """Headers of a person with a token, and ids of things that are there."""
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        unit = make_unit(uow, agency)
        user = make_user(uow, roles=[request.param], agency=agency)
        document = make_document(uow, make_batch(uow, agency_id=agency.id))
        acting = actor_for(uow, user)
    with services.begin(acting) as uow:
        batch = make_batch(uow, agency_id=agency.id)
        item = hand_in(uow, batch)
        _row, secret = tokens.create_token(uow, "thử", may_write=True)
    follow(services)
    known: dict[str, Any] = {"document_id": document.id, "batch_id": batch.id, "item_id": item.id, "user_id": user.id}
    known |= {"agency_id": agency.id, "unit_id": unit.id, "ordinal": 1, "number": 1}
    return {"Authorization": f"Bearer {secret}"}, known


@pytest.mark.slow
def test_every_answer_is_as_described(app: Application, calling: tuple[dict[str, str], dict[str, Any]]) -> None:
    headers, known = calling
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    wrong: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]  # a description it cannot read fails here
        if operation.label not in LEFT_OUT:
            wrong += _wrong(operation, headers, known)

    assert not wrong, "\n\n".join(wrong)


def _wrong(operation: Any, headers: dict[str, str], known: dict[str, Any]) -> list[str]:
    found: list[str] = []

    @seed(1)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)), is_known=st.booleans())
    def call(case: Any, is_known: bool) -> None:
        if is_known:
            case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        answer = case.call(headers=headers)
        try:
            case.validate_response(answer, checks=CHECKS)
        except AssertionError as problem:
            found.append(f"{operation.label} → {answer.status_code}: {problem}"[:1500])
        except BaseExceptionGroup as problems:
            found.extend(f"{operation.label} → {answer.status_code}: {each}"[:1500] for each in problems.exceptions)

    call()
    return found[:2]
