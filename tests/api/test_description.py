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
from sqlalchemy import select

from docarchive.accounts.models import Agency, User
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


@pytest.fixture
def callers(services: Services) -> list[dict[str, str]]:
    """Headers of two people with a token, a clerk and an administrator of one agency."""
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow)
        people = [make_user(uow, roles=[role], agency=agency) for role in (Role.CLERK, Role.ADMINISTRATOR)]
        actors = [actor_for(uow, each) for each in people]
    found = []
    for acting in actors:
        with services.begin(acting) as uow:
            _row, secret = tokens.create_token(uow, "thử", may_write=True)
        found.append({"Authorization": f"Bearer {secret}"})
    return found


@pytest.fixture
def known(services: Services, callers: list[dict[str, str]]) -> dict[str, Any]:
    """Ids of things that are there."""
    assert callers
    with services.begin(Actor.operator()) as uow:
        user = uow.session.scalars(select(User)).first()
        agency = uow.session.scalars(select(Agency)).one()
        assert user is not None
        unit = make_unit(uow, agency)
        batch = make_batch(uow, agency_id=agency.id)
        document, item = make_document(uow, batch), hand_in(uow, batch)
    follow(services)
    return {
        "document_id": document.id, "batch_id": batch.id, "item_id": item.id, "user_id": user.id,
        "agency_id": agency.id, "unit_id": unit.id, "ordinal": 1, "number": 1,
    }  # fmt: skip


@pytest.mark.slow
def test_every_answer_is_as_described(app: Application, callers: list[dict[str, str]], known: dict[str, Any]) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    wrong: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]  # a description it cannot read fails here
        if operation.label not in LEFT_OUT:
            wrong += _wrong(operation, callers, known)

    assert not wrong, "\n\n".join(wrong)


def _wrong(operation: Any, callers: list[dict[str, str]], known: dict[str, Any]) -> list[str]:
    found: list[str] = []

    @seed(1)
    @settings(
        max_examples=EXAMPLES, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in MODES)),
        headers=st.sampled_from(callers),
        is_known=st.booleans(),
    )
    def call(case: Any, headers: dict[str, str], is_known: bool) -> None:
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
