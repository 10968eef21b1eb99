"""Delivery by itself: who stands above and listens has tests of its own."""

from __future__ import annotations

import pytest

from docarchive.core.instance import Services


@pytest.fixture
def services(services: Services) -> Services:
    services.work.handlers = {}
    return services
