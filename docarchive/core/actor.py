"""Who acts: handed to every unit of work, never looked up inside a rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from docarchive.core.mandates import Mandate, Matter
from docarchive.kernel.roles import Role
from indexer.engines.protocol import Audience

OPERATOR_NAME = "Người vận hành"
SYSTEM_NAME = "Hệ thống"
NOBODY_NAME = "Khách"


@dataclass(frozen=True)
class Actor:
    """A person, the operator at the machine's command line, or the system itself.

    Attributes:
        user_id: None for the operator, the system and a stranger.
        agency_id: Agency of the first position held today; None where there is none.
        unit_ids: Units of all positions held today.
        audience: Tokens by which documents are shown to this actor.
        kind: ``user``, ``operator``, ``system`` or ``stranger``.
        agency_ids: Agencies of all positions held today, and those that ended whose records these keep.
        title: Title of the first position held today: ``Chánh Văn phòng``.
        substitute_id: Who really acts, where he stands in for ``user_id``; None: the person himself.
        mandate: The limits within which he stands in; None: there are none.
    """

    user_id: str | None
    name: str
    agency_id: str | None = None
    unit_ids: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    audience: Audience = field(default_factory=lambda: Audience(frozenset()))
    kind: str = "user"
    agency_ids: frozenset[str] = frozenset()
    title: str = ""
    substitute_id: str | None = None
    mandate: Mandate | None = None

    @classmethod
    def operator(cls) -> Actor:
        """Whoever may run commands on the machine sees and may do everything."""
        return cls(None, OPERATOR_NAME, roles=frozenset(Role), audience=Audience.operator(), kind="operator")

    @classmethod
    def system(cls) -> Actor:
        """Jobs act as the system: everything they do was allowed when they were enqueued."""
        return cls(None, SYSTEM_NAME, roles=frozenset(Role), audience=Audience.operator(), kind="system")

    @classmethod
    def stranger(cls) -> Actor:
        """Nobody has signed in: sees nothing, not even what is public in the instance."""
        return cls(None, NOBODY_NAME, kind="stranger")

    @property
    def sees_all(self) -> bool:
        """Whether no document is hidden from this actor."""
        return self.audience.tokens is None

    @property
    def key(self) -> str:
        """How the audit log names the actor: the id of who really acts, ``operator``, ``system`` or ``stranger``."""
        return self.substitute_id or self.user_id or self.kind

    @property
    def selves(self) -> frozenset[str]:
        """Whoever is at work here: the person, and the one who stands in for him."""
        return frozenset(one for one in (self.user_id, self.substitute_id) if one)

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def why_not(self, matter: Matter, field: str | None = None) -> str:
        """Why the authorisation this actor stands in by does not cover an act (``Mandate.why_not``); empty: it does."""
        return self.mandate.why_not(matter, field) if self.mandate else ""
