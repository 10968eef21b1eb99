"""Whether a document, or a provision of it, is in force on a day, and why: pure, from dated relations."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.core.screen import format_date
from indexer.passages import provision_words
from indexer.recognise.places import bare


class Standing(enum.StrEnum):
    """Whether a document is in force (the words of the national database of legal documents)."""

    IN_FORCE = "in_force"
    PARTLY = "partly_expired"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


STANDING_WORDS: Mapping[Standing, tuple[str, str]] = {
    Standing.IN_FORCE: ("Còn hiệu lực", "done"),
    Standing.PARTLY: ("Hết hiệu lực một phần", "soon"),
    Standing.EXPIRED: ("Hết hiệu lực", "late"),
    Standing.NOT_YET: ("Chưa có hiệu lực", "doing"),
    Standing.SUSPENDED: ("Tạm ngưng hiệu lực", "late"),
    Standing.UNKNOWN: ("Không xác định hiệu lực", "new"),
}
# Relations that end what they act upon, in whole or, where they name provisions, in part.
ENDING = frozenset({"repeals", "replaces"})
BEARING = ENDING | {"amends", "suspends", "postpones"}
_DONE = {
    "repeals": "Bị bãi bỏ",
    "replaces": "Bị thay thế",
    "amends": "Được sửa đổi, bổ sung",
    "suspends": "Bị tạm ngưng hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """A confirmed relation that bears on a document's validity.

    Attributes:
        starts: From when; None where neither the relation nor the acting document gives a day.
        is_stated: False where only the acting document's day of issue is known.
        until: The first day after a suspension; of a postponement the new first day in force.
        document_id: The acting document, called ``name``.
    """

    relation: str
    provisions: tuple[str, ...]
    starts: date | None
    is_stated: bool
    until: date | None
    document_id: str
    name: str

    @property
    def is_whole(self) -> bool:
        return not self.provisions

    @property
    def ends_all(self) -> bool:
        """The document as a whole is no longer in force because of it."""
        return self.relation in ENDING and self.is_whole

    def works_on(self, day: date) -> bool:
        return self.starts is None or self.starts <= day

    def suspends_on(self, day: date) -> bool:
        return self.relation == "suspends" and self.works_on(day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words; ``name`` and ``document_id`` tell the document that caused it."""

    text: str
    name: str = ""
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A standing on a day with its reasons, the weightiest first."""

    standing: Standing
    reasons: tuple[Reason, ...] = ()

    @property
    def badge(self) -> tuple[str, str]:
        """Word and kind, as the component ``status`` takes them."""
        return STANDING_WORDS[self.standing]


def judge(effective_on: date | None, expires_on: date | None, causes: Sequence[Cause], day: date) -> Judgement:
    """Whether a document is in force on a day.

    Args:
        expires_on: The first day no longer in force, as the document says of itself.
    """
    begins, put_off = first_day(effective_on, causes)
    ended = [*(_reason(cause) for cause in causes if cause.ends_all and cause.works_on(day))]
    if expires_on and expires_on <= day:
        ended.append(Reason(f"Hết thời hạn ghi trong văn bản từ ngày {format_date(expires_on)}"))
    if ended:
        return Judgement(Standing.EXPIRED, tuple(ended))
    if begins and day < begins:
        return Judgement(Standing.NOT_YET, (put_off or Reason(f"Có hiệu lực từ ngày {format_date(begins)}"),))
    stopped = [_reason(cause) for cause in causes if cause.is_whole and cause.suspends_on(day)]
    if stopped:
        return Judgement(Standing.SUSPENDED, tuple(stopped))
    partly = [_reason(cause) for cause in causes if _in_part(cause, day)]
    if partly:
        return Judgement(Standing.PARTLY, tuple(partly))
    if begins is None:
        return Judgement(Standing.UNKNOWN, (Reason("Chưa rõ ngày văn bản có hiệu lực"),))
    return Judgement(Standing.IN_FORCE, (Reason(f"Có hiệu lực từ ngày {format_date(begins)}"),))


def judge_provision(whole: Judgement, path: str, causes: Sequence[Cause], day: date) -> Judgement:
    """Whether a provision is in force on a day, of a document that stands as ``whole`` says."""
    if whole.standing in {Standing.EXPIRED, Standing.NOT_YET, Standing.SUSPENDED}:
        return whole
    own = bare(path)
    partly: list[Reason] = []
    for cause in causes:
        if not cause.works_on(day):
            continue
        above = any(_holds(named, own) for named in cause.provisions)
        below = any(_holds(own, named) for named in cause.provisions)
        if above and cause.relation in ENDING:
            return Judgement(Standing.EXPIRED, (_reason(cause),))
        if above and cause.suspends_on(day):
            return Judgement(Standing.SUSPENDED, (_reason(cause),))
        if (above or below) and _in_part(cause, day):
            partly.append(_reason(cause))
    if partly:
        return Judgement(Standing.PARTLY, tuple(partly))
    standing = Standing.IN_FORCE if whole.standing is Standing.PARTLY else whole.standing
    return Judgement(standing, () if whole.standing is Standing.PARTLY else whole.reasons)


def touched(causes: Sequence[Cause]) -> Sequence[str]:
    """The provisions some relation names, each once."""
    return list(dict.fromkeys(path for cause in causes for path in cause.provisions))


def first_day(effective_on: date | None, causes: Sequence[Cause]) -> tuple[date | None, Reason | None]:
    """The first day in force, and what put it off."""
    put_off = [cause for cause in causes if cause.relation == "postpones" and cause.is_whole and cause.until]
    last = max(put_off, key=lambda cause: cause.starts or date.min, default=None)
    if last is None or last.until is None:
        return effective_on, None
    reason = Reason(f"Lùi ngày có hiệu lực đến {format_date(last.until)} theo", last.name, last.document_id)
    return last.until, reason


def last_day(expires_on: date | None, causes: Sequence[Cause]) -> date | None:
    """The first day no longer in force, as far as one is known."""
    days = [cause.starts for cause in causes if cause.ends_all and cause.starts]
    return min([*days, *([expires_on] if expires_on else [])], default=None)


def _holds(above: str, below: str) -> bool:
    return below == above or below.startswith(above + ".")


def _in_part(cause: Cause, day: date) -> bool:
    if cause.relation == "suspends":
        return not cause.is_whole and cause.suspends_on(day)
    in_part = cause.relation == "amends" or (cause.relation in ENDING and not cause.is_whole)
    return in_part and cause.works_on(day)


def _reason(cause: Cause) -> Reason:
    return Reason(" ".join(_words(cause)), cause.name, cause.document_id)


def _words(cause: Cause) -> Iterator[str]:
    yield _DONE[cause.relation]
    if cause.provisions:
        yield "(" + "; ".join(map(provision_words, cause.provisions)) + ")"
    if cause.starts and cause.is_stated:
        yield f"từ ngày {format_date(cause.starts)}"
    elif cause.starts:
        yield f"từ ngày {format_date(cause.starts)} (ngày ban hành, chưa rõ ngày có hiệu lực)"
    if cause.relation == "suspends" and cause.until:
        yield f"đến trước ngày {format_date(cause.until)}"
    yield "bởi"
