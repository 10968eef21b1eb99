"""What goes in and out about registers and their numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.kernel.reasons import SHORTEST_REASON
from docarchive.registers.annex import Form
from docarchive.registers.services.numbering import MOST_RESERVED
from docarchive.registers.states import Direction, NumberState, Period


class VolumeOut(BaseModel):
    """A year's or a term's numbers.

    ``missing`` lists numbers between the first and the last that have no line; it is empty unless rows were lost.
    ``without_file``, of one volume alone, lists numbers whose letter has no file here.
    """

    id: str
    register_id: str
    label: str
    opened_on: date
    first_number: int
    last_number: int
    last_on: date | None
    closed_at: datetime | None
    given: int
    reserved: int
    cancelled: int
    missing: list[int]
    without_file: list[str] | None = None


class RegisterOut(BaseModel):
    """A register with its volumes, the newest first; ``current_id`` is the volume numbers are given in today."""

    id: str
    agency_id: str
    unit_id: str | None
    direction: Direction
    name: str
    kinds: list[str]
    period: Period
    symbol: str
    is_open: bool
    is_secret: bool
    sort_order: int
    current_id: str | None
    volumes: list[VolumeOut]


class RegistersOut(BaseModel):
    """The registers of an agency: incoming, outgoing, internal."""

    registers: list[RegisterOut]


class RegisterIn(BaseModel):
    """What may change of a register; without kinds it takes all that no other register of its direction names."""

    name: str = Field(min_length=1, max_length=120)
    kinds: list[str] = Field(default_factory=list, description="Kinds of documents: `quyết định`, `công văn` …")
    symbol: str = Field("", max_length=120, description="Pattern of numbers: `{số}/{loại}-{cơ quan}`.")
    unit_id: str | None = Field(None, description="The unit whose own series it is.")
    sort_order: int = Field(0, ge=0, le=99_999)
    is_open: bool = Field(default=True, description="False: it is kept and printed, and gives no more numbers.")


class NewRegisterIn(RegisterIn):
    """A new register; direction and period stay as they are."""

    direction: Direction
    period: Period = Period.YEAR
    is_secret: bool = Field(
        default=False, description="Numbers of secret papers and nothing else of them; needs `secret_registers`."
    )


class SecretPaperIn(BaseModel):
    """A paper that bears a mark of secrecy: its own number and symbol, of incoming ones; nothing else is taken."""

    symbol: str = Field("", max_length=40)


class BeginIn(BaseModel):
    """Where the numbers of the present volume begin; said once, before the first."""

    first: int = Field(ge=2)
    reason: str = Field(min_length=SHORTEST_REASON, max_length=500)


class TermIn(BaseModel):
    """The name of a new term."""

    label: str = Field(min_length=1, max_length=60)


class ReserveIn(BaseModel):
    """How many numbers to keep, and what for."""

    count: int = Field(1, ge=1, le=MOST_RESERVED)
    reason: str = Field(min_length=SHORTEST_REASON, max_length=500)


class CancelIn(BaseModel):
    """Why a number is cancelled; it stands in the register for ever."""

    reason: str = Field(min_length=SHORTEST_REASON, max_length=500)


class NumberOut(BaseModel):
    """A number of a volume; ``subject`` is the letter that bears it."""

    id: str
    volume_id: str
    printed: str
    number: int
    suffix: str
    day: date
    state: NumberState
    subject: str | None
    reason: str
    given_at: datetime
    given_by_name: str


class NumbersOut(BaseModel):
    """Numbers in their order."""

    numbers: list[NumberOut]


class WindowIn(BaseModel):
    """Which lines are wanted; both ends are included."""

    first_day: date | None = None
    last_day: date | None = None
    first_number: int | None = Field(None, ge=1)
    last_number: int | None = Field(None, ge=1)


class PageOfLinesIn(WindowIn):
    """Which lines are wanted, page by page."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class PrintIn(WindowIn):
    """Which lines are printed, in which form of the law."""

    form: Form = Field(Form.REGISTER, description="`dang-ky`: ten columns; `theo-doi`: follow-up of incoming letters.")
    part: str = Field("", max_length=20, description="Which bound volume it is (quyển số); stands on the cover.")


class EntryOut(BaseModel):
    """What a letter says in the line of its number."""

    on: date | None
    author: str
    symbol: str
    issued_on: date | None
    kind: str
    subject: str
    signer: str
    receivers: str
    copies: int | None
    passed_on: date | None
    note: str
    due_on: date | None
    progress: str
    answer: str
    letter_id: str
    document_id: str
    is_old: bool


class OldRowOut(BaseModel):
    """A row of an old register: taken (or to be taken), known before, or refused with reasons."""

    sheet: str
    line: int
    number: str | None
    outcome: Literal["good", "known", "refused"]
    problems: list[str]
    notes: list[str]
    document_id: str | None


class OldVolumeOut(BaseModel):
    """How a volume stands with the rows that are right."""

    label: str
    first: int
    last: int
    next: int
    missing: list[int]


class OldRegisterOut(BaseModel):
    """What became of an old register, or would become of it."""

    made: int
    known: int
    refused: int
    linked: int
    volumes: list[OldVolumeOut]
    rows: list[OldRowOut]


class LineOut(BaseModel):
    """A line of a volume: a number, with its letter for those who may know of it; or a number without a line."""

    number: NumberOut | None
    entry: EntryOut | None
    missing: int | None


class LinesOut(BaseModel):
    """Lines in the order of numbers; ``total`` counts those that are there, not the missing."""

    total: int
    lines: list[LineOut]
