"""What goes in and out about filing lists, dossiers and freezes."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.api.v1.dossier_parts_shapes import DraftOut, PartOut
from docarchive.dossiers.queries.dossiers import Pile
from docarchive.dossiers.services.opening import MOST_YEARS
from docarchive.dossiers.states import DossierState, ListState, Numbering, Retention, RightsChange, Use
from docarchive.kernel.reasons import SHORTEST_REASON

_YEARS = Field(None, ge=1, le=MOST_YEARS, description="Of retention `07`.")
_REASON = Field(min_length=SHORTEST_REASON, max_length=500)


class RetentionIn(BaseModel):
    """How long something is kept, by the code list of Circular 05/2025/TT-BNV."""

    retention: Retention = Retention.YEARS_10
    retention_years: int | None = _YEARS


class EntryIn(RetentionIn):
    """A dossier that is foreseen."""

    title: str = Field(min_length=1, max_length=500)
    keeper: str = Field("", max_length=200)
    note: str = Field("", max_length=1000)


class HeadingIn(BaseModel):
    """A heading with the abbreviation that stands in symbols."""

    title: str = Field(min_length=1, max_length=300)
    mark: str = Field(min_length=1, max_length=12)


class ListIn(BaseModel):
    """A new filing list; `copy_of` names the year whose list it begins with."""

    numbering: Numbering = Numbering.THROUGH
    copy_of: int | None = Field(None, ge=2000, le=2100)


class NumberingIn(BaseModel):
    """How dossiers of a list are numbered."""

    numbering: Numbering


class ForceIn(BaseModel):
    """By what decision a list holds, and since when."""

    decision: str = Field(min_length=1, max_length=200)
    force_from: date


class EntryOut(BaseModel):
    """An entry; `dossier_id` is the dossier opened from it, where one may see it."""

    id: str
    symbol: str
    number: int
    title: str
    retention: Retention
    retention_years: int | None
    kept: str
    keeper: str
    note: str
    dossier_id: str | None


class HeadingOut(BaseModel):
    """A heading with its entries."""

    id: str
    ordinal: int
    title: str
    mark: str
    entries: list[EntryOut]


class ListOut(BaseModel):
    """The filing list of an agency's year."""

    id: str
    agency_id: str
    year: int
    state: ListState
    numbering: Numbering
    approved_at: datetime | None
    approved_by: str
    decision: str
    force_from: date | None
    headings: list[HeadingOut]


class PileIn(BaseModel):
    """Which dossiers are wanted, page by page."""

    pile: Pile = Field(Pile.MINE, description="`cua-toi`: one's own; `co-quan`: all one may see.")
    q: str = Field("", max_length=200, description="Words of symbol and title, with or without marks.")
    year: int | None = Field(None, ge=2000, le=2100)
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class DossierIn(RetentionIn):
    """What a dossier is called and how long it is kept."""

    symbol: str = Field(min_length=1, max_length=20)
    title: str = Field(min_length=1, max_length=500)
    description: str = Field("", max_length=500)
    started_on: date
    use: Use = Use.NORMAL
    is_construction: bool = False


class NewDossierIn(BaseModel):
    """A dossier to open: from an entry of the filing list, or outside it with all that is fixed then."""

    entry_id: str | None = None
    agency_id: str | None = Field(None, description="Outside the list; none: the agency one acts for.")
    dossier: DossierIn | None = None


class CloseIn(RetentionIn):
    """What is settled when a dossier is closed; `remarks_seen`: drafts and duplicates were looked at and stay."""

    title: str = Field(min_length=1, max_length=500)
    ended_on: date | None = None
    remarks_seen: bool = False


class LongerIn(BaseModel):
    """How long a closed dossier is kept after its day, and by what written consent."""

    until: date
    consent: str = Field(min_length=1, max_length=200)


class DocumentIn(BaseModel):
    """A document of the archive."""

    document_id: str = Field(min_length=16, max_length=16)


class MemberIn(BaseModel):
    """A colleague."""

    user_id: str = Field(min_length=16, max_length=16)


class MemberOut(BaseModel):
    """Somebody who works with a dossier."""

    user_id: str
    name: str


class RightsOut(BaseModel):
    """A change of rights nobody has confirmed."""

    kind: RightsChange
    about: str
    at: datetime
    by_name: str


class FiledOut(BaseModel):
    """A document in its place."""

    ordinal: int
    document_id: str
    number: str | None
    kind: str | None
    issued_on: date | None
    subject: str | None
    issuer: str | None
    pages: int
    added_at: datetime
    added_by: str


class DossierOut(BaseModel):
    """A dossier; its sums are of documents one may see."""

    id: str
    agency_id: str
    entry_id: str | None
    year: int
    symbol: str
    title: str
    description: str
    retention: Retention
    retention_years: int | None
    kept: str
    use: Use
    state: DossierState
    creator: str
    holder_id: str | None
    started_on: date
    ended_on: date | None
    due_on: date | None
    consent: str
    is_construction: bool
    must_be_handed_over: bool
    transfer_id: str | None
    doc_total: int
    page_total: int
    first_document_on: date | None
    last_document_on: date | None
    is_locked: bool


class WholeDossierOut(DossierOut):
    """A dossier with what is in it and who works with it; `parent_id` where one may see that dossier."""

    documents: list[FiledOut]
    drafts: list[DraftOut]
    parent_id: str | None
    children: list[PartOut]
    members: list[MemberOut]
    rights: list[RightsOut]


class DossiersOut(BaseModel):
    """A page of dossiers."""

    total: int
    dossiers: list[DossierOut]


class HandOverIn(BaseModel):
    """Closed dossiers to take into the agency's archive."""

    dossiers: list[str] = Field(min_length=1, max_length=500)
    condition: str = Field("", max_length=1000)


class TransferOut(BaseModel):
    """A hand-over, as its minutes say it."""

    id: str
    agency_id: str
    at: datetime
    giver: str
    receiver: str
    condition: str
    dossiers: list[str]


class TransfersOut(BaseModel):
    """Hand-overs, the newest first."""

    transfers: list[TransferOut]


class HandAllIn(BaseModel):
    """Whose dossiers go to whom."""

    agency_id: str
    giver_id: str
    receiver_id: str


class HolderOut(BaseModel):
    """A person with the number of dossiers of one agency not yet handed over."""

    user_id: str
    name: str
    agency_id: str
    dossiers: int


class HoldersOut(BaseModel):
    """Everybody who holds dossiers one may give to others."""

    holders: list[HolderOut]


class CountedOut(BaseModel):
    """How many things were done."""

    count: int
