"""What happened to locked documents and dossiers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeRefused:
    """Something was tried with what a freeze holds; told after the try was undone.

    Attributes:
        subject_id: The document, or the dossier itself.
        act: In words, as the page of the freeze shows it.
    """

    freeze_id: str
    subject_id: str
    act: str
