"""What ends the reading or the writing of a packet."""

from __future__ import annotations

from collections.abc import Sequence

from edxml.rule import ERROR, Broken, Finding


class EdxmlError(Exception):
    """A packet that cannot be had; the reason is meant for a person.

    Attributes:
        rule: Id of the rule that is broken.
        message: One Vietnamese sentence, the next step last.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


class PacketError(EdxmlError):
    """The bytes are no packet that can be read safely."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.rule.id, broken.message)
        self.place = broken.place

    @property
    def finding(self) -> Finding:
        """The same as a finding."""
        return Finding(self.rule, ERROR, self.message, self.place)


class NotWritableError(EdxmlError):
    """The standard does not allow this packet to be issued, or it would not be read back as it is.

    Attributes:
        findings: Everything that stands against it, the first one told in ``message``.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].rule, findings[0].message)
        self.findings = tuple(findings)
