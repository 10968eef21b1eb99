"""The files of a packet and the list the manifest gives of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A file as the manifest announces it (``edXMLManifest/Reference``).

    Attributes:
        content_id: ``ContentId``: ``cid:`` and a name of its own in the packet.
        content_type: ``ContentType``.
        name: ``AttachmentName``.
        description: ``Description``.
    """

    content_id: str = ""
    content_type: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it travels (``AttachmentEncoded/Attachment``).

    Attributes:
        content_id: ``ContentId``.
        name: ``AttachmentName``: as the sender wrote it; never a path to write to.
        content_type: ``ContentType``; what the packet says, which is often wrong.
        description: ``Description``.
        content: The file itself, taken out of the ZIP the axis wraps it in; None where that was not possible.
        carried: What travelled instead of a file that could not be taken out: a damaged or forbidden ZIP.
    """

    content_id: str = ""
    name: str = ""
    content_type: str = ""
    description: str = ""
    content: bytes | None = field(default=None, repr=False)
    carried: bytes | None = field(default=None, repr=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the file; empty where there is none."""
        return hashlib.sha256(self.content).hexdigest() if self.content is not None else ""

    @property
    def announced(self) -> ManifestEntry:
        """The line a manifest has for this file."""
        return ManifestEntry(self.content_id, self.content_type, self.name, self.description)
