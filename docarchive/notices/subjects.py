"""The question notices ask of the features above: may this reader still see what a notice tells of?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import ColumnElement

from docarchive.core.actor import Actor

if TYPE_CHECKING:
    from docarchive.core.instance import Services

# Under this name wiring keeps the answers.
SUBJECTS: Final = "notices.subjects"

# Kind of subject → a condition, correlated with ``Notice.subject_id``, that holds where the actor may see it.
Subjects = Mapping[str, Callable[[Actor], ColumnElement[bool]]]


def subjects_of(services: Services) -> Subjects:
    """The answers of an instance."""
    return cast(Subjects, services.extensions[SUBJECTS])
