"""What people may be in the system."""

from __future__ import annotations

import enum


class Role(enum.StrEnum):
    """A person's part; one person may have several."""

    CIVIL_SERVANT = "civil_servant"
    CLERK = "clerk"
    LEADER = "leader"
    SPECIALIST = "specialist"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name on screen."""
        return LABELS[self]


LABELS = {
    Role.CIVIL_SERVANT: "Công chức",
    Role.CLERK: "Văn thư",
    Role.LEADER: "Lãnh đạo",
    Role.SPECIALIST: "Chuyên viên",
    Role.ADMINISTRATOR: "Quản trị",
}
