"""What was said and what is ordered, as values that know what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.models import Document
from docarchive.directions.models import Meeting
from docarchive.directions.states import Source, Term
from docarchive.exchange.models import IncomingLetter

LONGEST_TERM = 2_000
_LONGEST = {"giver": 200, "document_number": 200, "field": 100, "urgency": 40, "product": 200, "name": 300}


@dataclass(frozen=True)
class Said:
    """A direction as it was said.

    Attributes:
        giver: The leader or body as reports print it.
        giver_id: His account; None where he has none here.
        document: Where it was said, found by the caller with the actor's eyes; so are ``letter`` and ``meeting``.
        page: Of the quote, from 1.
        box: Of the quote, in points from the page's top left.
        content: What is to be done; empty: the quote says it.
    """

    source: Source
    giver: str
    given_on: date
    giver_id: str | None = None
    document: Document | None = None
    document_number: str = ""
    letter: IncomingLetter | None = None
    meeting: Meeting | None = None
    quote: str = ""
    page: int | None = None
    box: Sequence[float] | None = None
    content: str = ""
    field: str = ""
    urgency: str = ""

    def problems(self, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be so, each with the reason."""
        if not self.giver.strip():
            yield "giver", "Ghi người hoặc cơ quan chỉ đạo."
        if not (self.content.strip() or self.quote.strip()):
            yield "content", "Ghi nội dung chỉ đạo."
        if self.given_on > today:
            yield "given_on", "Ngày chỉ đạo không được sau hôm nay."
        if self.source is Source.DOCUMENT and not (self.document or self.letter or self.document_number.strip()):
            yield "document_number", "Chọn văn bản hoặc ghi số ký hiệu văn bản chỉ đạo."
        if self.page is not None and self.page < 1:
            yield "page", "Số trang từ 1."
        for name in ("giver", "document_number", "field", "urgency"):
            if len(getattr(self, name)) > _LONGEST[name]:
                yield name, f"Dài nhất {_LONGEST[name]} ký tự; rút gọn lại."


@dataclass(frozen=True)
class Body:
    """Who is to do something: an agency, a unit or a person of one's own agency, or a name alone."""

    name: str
    agency: Agency | None = None
    unit: Unit | None = None
    user: User | None = None

    @classmethod
    def of(cls, one: Agency | Unit | User) -> Body:
        """The body a row of the accounts stands for, under its name."""
        if isinstance(one, Agency):
            return cls(one.name, agency=one)
        return cls(one.name, unit=one) if isinstance(one, Unit) else cls(one.name, user=one)

    @property
    def is_name_only(self) -> bool:
        """Whether nobody here answers for it."""
        return self.agency is None and self.unit is None and self.user is None

    @property
    def key(self) -> str:
        """What two bodies that are the same have in common."""
        row = self.agency or self.unit or self.user
        return row.id if row else " ".join(self.name.split()).casefold()

    def belongs_to(self, agency_id: str, today: date) -> bool:
        """Whether it is the agency's own, where it is a unit or a person; others are reached through their agency."""
        if self.unit is not None:
            return self.unit.agency_id == agency_id
        return self.user is None or any(seat.agency_id == agency_id for seat in self.user.positions_on(today))


@dataclass(frozen=True)
class Order:
    """What one body is to lead.

    Attributes:
        content: Of this part; empty: that of the direction.
        days: Length of a term of working days, counted from the day it was said.
        due_on: The day, where one was named.
        despite_absence: Whoever gives it knows that somebody of it is away on the last day.
    """

    lead: Body
    co: Sequence[Body] = ()
    info: Sequence[Body] = ()
    content: str = ""
    product: str = ""
    term: Term = Term.NONE
    days: int | None = None
    due_on: date | None = None
    despite_absence: bool = False

    def problems(self, agency_id: str, given_on: date, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be so, each with the reason."""
        everybody = [self.lead, *self.co, *self.info]
        if not self.lead.name.strip():
            yield "lead", "Chọn hoặc ghi bên chủ trì."
        elif len({one.key for one in everybody}) != len(everybody):
            yield "co", "Mỗi cơ quan, đơn vị, người chỉ có một vai trong một nhiệm vụ."
        for one in everybody:
            if len(one.name) > _LONGEST["name"]:
                yield "lead", f"Tên dài nhất {_LONGEST['name']} ký tự; rút gọn lại."
            if not one.belongs_to(agency_id, today):
                yield "lead", f"“{one.name}” không thuộc cơ quan giao việc. Giao cho cơ quan của họ."
        if len(self.product) > _LONGEST["product"]:
            yield "product", f"Dài nhất {_LONGEST['product']} ký tự; rút gọn lại."
        yield from self.term_problems(given_on)

    def term_problems(self, given_on: date) -> Iterator[tuple[str, str]]:
        """What is wrong with the deadline alone."""
        if self.term is Term.FIXED and self.due_on is None:
            yield "due_on", "Ghi ngày phải xong, hoặc chọn “Không thời hạn”."
        elif self.term is Term.FIXED and self.due_on is not None and self.due_on < given_on:
            yield "due_on", "Hạn không được trước ngày chỉ đạo."
        if self.term is Term.WORKING_DAYS and not 1 <= (self.days or 0) <= LONGEST_TERM:
            yield "days", f"Số ngày làm việc từ 1 đến {LONGEST_TERM}."
