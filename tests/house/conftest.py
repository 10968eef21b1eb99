"""The house is the same on either database: what does not look at tables runs on one."""

from __future__ import annotations

import pytest


@pytest.fixture
def database_kind() -> str:
    return "sqlite"
