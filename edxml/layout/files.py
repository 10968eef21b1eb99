"""The files of a packet and their manifest."""

from __future__ import annotations

from edxml.element import Branch, FileLeaf, Leaf
from edxml.files import Attachment, ManifestEntry
from edxml.layout.leaves import Parts


def entry(one: ManifestEntry) -> Branch:
    """A line of the manifest."""
    children: Parts = [
        Leaf("ContentId", one.content_id),
        Leaf("ContentType", one.content_type),
        Leaf("Description", one.description),
        Leaf("AttachmentName", one.name),
    ]
    return Branch("Reference", children, is_repeated=True)


def attachment(one: Attachment) -> Branch:
    """A file."""
    children: Parts = [
        Leaf("ContentId", one.content_id),
        Leaf("AttachmentName", one.name),
        Leaf("Description", one.description),
        Leaf("ContentType", one.content_type),
        FileLeaf("ContentTransferEncoded", one),
    ]
    return Branch("Attachment", children, is_repeated=True)
