"""What goes in and out of version 1 about outgoing letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import PageIn

Urgency = Literal["", "khẩn", "thượng khẩn", "hỏa tốc"]


class OutPileIn(PageIn):
    """A list of outgoing work."""

    pile: Literal[
        "du-thao", "cho-toi", "xin-y-kien", "da-trinh", "cho-so", "cho-ban-hanh", "da-ban-hanh", "bi-tra-lai",
        "thu-hoi", "da-huy", "tat-ca",
    ] = "tat-ca"  # fmt: skip
    q: str = Field("", max_length=200)


class StepOut(BaseModel):
    """One step of a letter's way; an opinion that was asked waits while ``answered_at`` is null."""

    id: str
    ordinal: int
    deed: str
    by_name: str
    to_user_id: str | None
    to_unit_id: str | None
    words: str
    version: int
    at: datetime
    due_on: date | None
    answered_at: datetime | None


class VersionOut(BaseModel):
    """One version of the letter (ordinal 0) or of an annex."""

    id: str
    ordinal: int
    version: int
    name: str
    size_bytes: int
    is_wanted: bool
    added_at: datetime
    added_by: str


class RecipientOut(BaseModel):
    """Somebody a letter goes to, and how far it has come there (``status``: a code of the axis)."""

    ordinal: int
    agency_id: str | None
    code: str
    name: str
    way: str
    why: str
    sent_at: datetime | None
    delivered_at: datetime | None
    failed: str
    recalled_at: datetime | None
    status: str
    status_at: datetime | None


class OutgoingOut(BaseModel):
    """An outgoing letter as its register says, or will say."""

    id: str
    state: str
    agency_id: str
    unit_id: str | None
    drafter_name: str
    holder_id: str | None
    created_at: datetime
    number: str
    issued_on: date | None
    kind: str
    subject: str
    urgency: str
    signer: str
    signer_title: str
    signer_authority: str
    place: str
    due_on: date | None
    recipients: str
    keeper: str
    pages: int
    copies: int
    note: str
    signed_at: datetime | None
    issued_at: datetime | None
    document_id: str | None
    copy_of_id: str | None
    replaces_id: str | None
    consults_id: str | None = Field(description="The draft on which it asks other agencies for their opinions.")
    reason: str
    answers: list[str] = Field(default_factory=list, description="Ids of the incoming letters it answers.")
    files: list[VersionOut] = Field(default_factory=list)
    sent_to: list[RecipientOut] = Field(default_factory=list)
    steps: list[StepOut] = Field(default_factory=list)


class OutgoingListOut(BaseModel):
    """Outgoing letters of a pile."""

    total: int
    letters: list[OutgoingOut]


class DraftIn(BaseModel):
    """What a draft says of itself; lengths of Decree 30/2020/NĐ-CP, Annex VI."""

    kind: str = "công văn"
    subject: str = ""
    urgency: Urgency = ""
    signer: str = ""
    signer_title: str = ""
    signer_authority: str = ""
    place: str = ""
    recipients: str = Field("", description="The block “Nơi nhận” as printed, a line each.")
    keeper: str = ""
    due_on: date | None = None
    copies: int = Field(1, ge=1, le=100_000)
    note: str = ""
    steering: Literal[0, 1, 2] = Field(
        0, description="`SteeringType` of its packet: 1 gives work to whom it goes to, 2 reports on work given."
    )


class NewDraftIn(DraftIn):
    """A new draft; ``answers`` are ids of incoming letters."""

    unit_id: str | None = None
    answers: list[str] = Field(default_factory=list, max_length=50)
    replaces: str | None = Field(None, description="Id of the issued letter it is to take the place of.")


class CopyIn(BaseModel):
    """An official copy of a document; its own file is sent as the final text afterwards."""

    document_id: str
    kind: Literal["sao y", "sao lục"] = "sao y"
    signer_id: str
    signer_title: str = Field("", max_length=100)
    signer_authority: str = Field("", max_length=100)


class PresentIn(BaseModel):
    """The person a draft is presented to."""

    user_id: str
    words: str = ""


class SignatureIn(BaseModel):
    """Words of whoever signs; the id of the version of the letter that was read, so that no newer one is signed."""

    words: str = ""
    seen: str = ""


class IssueIn(BaseModel):
    """Who may read the letter; restricted: clerks, leaders and the drafter.

    looked_at: the clerk looked for marks of secrecy on the files that cannot be read here; there are none.
    seen: the ``seal`` of what ``check`` found, where the letter is to be issued all the same.
    """

    restricted: bool = False
    looked_at: bool = False
    seen: str = Field("", max_length=16)


class RecipientIn(BaseModel):
    """Somebody a letter goes to: an agency of the directory, or a name on paper."""

    agency_id: str | None = None
    name: str = Field("", max_length=300)
    way: Literal["electronic", "paper", "both"] = "electronic"
    why: str = Field("", max_length=500)


class RecipientsIn(BaseModel):
    """Everybody a letter goes to, instead of whom was said before."""

    sent_to: list[RecipientIn] = Field(max_length=2_000)


class MoreIn(RecipientsIn):
    """Further recipients of an issued letter, with the reason."""

    reason: str


class SendAgainIn(BaseModel):
    """The recipient to be tried again, by its ordinal."""

    ordinal: int


class UpdateRecipientOut(BaseModel):
    """A correction on its way to a recipient; ``answer`` is 15 (agreed), 16 (refused) or empty."""

    id: str
    code: str
    name: str
    delivered_at: datetime | None
    failed: str
    answer: str
    answered_at: datetime | None
    words: str


class UpdateOut(BaseModel):
    """A correction: each field with what it said and says, each new file with the version it stands for."""

    ordinal: int
    at: datetime
    by_name: str
    reason: str
    changed: dict[str, list[str]]
    files: list[dict[str, Any]]
    sent: list[UpdateRecipientOut]


class UpdatesOut(BaseModel):
    """All corrections of a letter, the first one first."""

    updates: list[UpdateOut]


class MatchIn(BaseModel):
    """A printed block "Nơi nhận"."""

    block: str = Field(max_length=20_000)


class MatchOut(BaseModel):
    """A printed recipient; sure, or several agencies to choose from, or none."""

    name: str
    note: str
    is_sure: bool
    agency_ids: list[str]


class MatchesOut(BaseModel):
    """What a block says; ``kept_by`` is its last line."""

    kept_by: str
    as_said: bool = Field(description="It points to those addressed in the text (“Như trên”).")
    items: list[MatchOut]


class RecipientListIn(BaseModel):
    """Agencies under a name; a name in use gets these instead."""

    name: str
    agency_ids: list[str] = Field(max_length=2_000)


class RecipientListOut(BaseModel):
    """A list an office keeps."""

    id: str
    name: str
    agency_ids: list[str]


class RecipientListsOut(BaseModel):
    """The lists of one's agency."""

    lists: list[RecipientListOut]
