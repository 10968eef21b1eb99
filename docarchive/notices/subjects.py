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

# A condition, correlated with ``Notice.subject_id``, that holds where the actor may see it; it hangs on him alone.
Rule = Callable[[Actor], ColumnElement[bool]]
# Kind of subject → its rule.
Subjects = Mapping[str, Rule]


def subjects_of(services: Services) -> Subjects:
    """The answers of an instance."""
    return cast(Subjects, services.extensions[SUBJECTS])
