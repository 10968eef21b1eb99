"""What the headings and lead-in lines over a passage say: who is addressed, and that no tasks stand here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from indexer.obligations.bodies import body_end, head_at
from indexer.obligations.duties import directed_at, ordered_at
from indexer.obligations.leads import lead_of, subject_at
from indexer.obligations.lexicon import DUTY
from indexer.obligations.sentences import marker_end
from indexer.obligations.tokens import Token, tokens_of

Bearing = Literal["heading", "ordered", "item", "addressee"]

_LONGEST: Final = 800
_LONGEST_NAME: Final = 300
_RESPONSIBLE: Final = re.compile(
    r"\W*trách nhiệm (?:giám sát|hướng dẫn|phối hợp|kiểm tra|báo cáo|cung cấp|chỉ đạo|tham mưu|theo dõi|thẩm định"
    r"|quản lý|tổ chức|bảo đảm|xử lý|giải quyết|thực hiện|thi hành)(?: \w+){0,8}? của\s+|"
    r"\W*(?:trách nhiệm|(?:chức năng,? )?nhiệm vụ)(?: (?:thực hiện|thi hành|cụ thể|chủ yếu|quản lý))?(?: của"
    r"| đối với)?\s+"
    r"|\W*đối với\s+",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(
    r"^\W*(?:mục đích|mục tiêu|quan điểm|phạm vi|đối tượng|nguyên tắc|giải thích từ ngữ|tình hình|kết quả"
    r"|tồn tại|hạn chế"
    r"|nguyên nhân|nhận xét|đánh giá (?:chung|tình hình|kết quả)|thuận lợi|bối cảnh|sự cần thiết|căn cứ|hiệu lực"
    r"|nội dung (?:thông tin|kiểm tra|giám sát"
    r"|thanh tra)|thành phần|định hướng|ưu điểm|cơ sở pháp lý)",
    re.IGNORECASE,
)
_COMPETENCE: Final = re.compile(
    r"\W*(?:quy định |điều lệ |quy chế )?(?:về )?(?:vị trí|chức năng|nhiệm vụ(?:,| và) quyền hạn|quyền hạn|thẩm quyền"
    r"|cơ cấu tổ chức|quyền và (?:nghĩa vụ|trách nhiệm)|trách nhiệm và quyền hạn)\b"
    r"|.{0,200}\bcó (?:các )?chức năng(?:,| và) (?:nhiệm vụ|quyền hạn)\b",
    re.IGNORECASE,
)
# What a document gives to a body it sets up itself is a task.
_SET_UP: Final = re.compile(r"\bcủa (?:đoàn|tổ|hội đồng|ban (?:chỉ đạo|tổ chức|soạn thảo|chỉ huy))\b", re.IGNORECASE)
_WISHES: Final = re.compile(
    r"\W*(?:(?:những |một số |các )?(?i:đề xuất|kiến nghị)\b|TỜ TRÌNH\b|BÁO CÁO\b|GIẤY MỜI\b)"
    r"|.{0,200}\b(?i:kiến nghị)(?:, đề xuất)?\s*:?$|.{0,200}\b(?i:kiến nghị|đề xuất)\b.{0,80}(?:như sau|sau đây"
    r"|:)\s*:?$"
)
# An article of a regulation: what it says is a rule, unless it is about who has to do what.
_ARTICLE: Final = re.compile(r"\W*(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]\s*\w")
_OF_TASKS: Final = re.compile(
    r"trách nhiệm|tổ chức thực hiện|nhiệm vụ|thi hành|giao cho|[.:]\s*giao\b|phân công|yêu cầu"
    r"|giải pháp|phương hướng|kế hoạch|quản lý nhà nước|phối hợp|triển khai|:\s*$|;\s*$",
    re.IGNORECASE,
)
_DEMANDS: Final = re.compile(r"\W*yêu cầu\W*$", re.IGNORECASE)
_ADDRESSEE: Final = re.compile(r"\W*kính gửi\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Over:
    """What one heading or lead-in line says for what stands under it.

    Attributes:
        lead: The body it names.
        bearing: How it names it: a heading of its own, behind a verb of order, as the subject of an item, an addressee.
        empty: It announces aims, scope, state of things: no tasks.
        competence: It opens what a body may do.
        wishes: It opens what a report or proposal wishes to be ordered.
        rules: It heads an article of a regulation that is not about tasks.
        demands: It announces demands, beside the aims a plan begins with.
    """

    lead: str | None = None
    bearing: Bearing | None = None
    empty: bool = False
    competence: bool = False
    wishes: bool = False
    demands: bool = False
    rules: bool = False


def read_line(line: str) -> Over:
    """One heading or lead-in line."""
    line = line[:_LONGEST]
    lead, bearing = _named(line)
    empty = lead is None and _is_empty(line)
    demands = _DEMANDS.match(line, marker_end(line)) is not None
    at = marker_end(line)
    competence = _COMPETENCE.match(line, at) is not None and not _SET_UP.search(line)
    wishes = _WISHES.match(line, at) is not None
    rules = lead is None and _ARTICLE.match(line) is not None and not _OF_TASKS.search(line)
    return Over(lead, bearing, empty, competence, wishes, demands, rules)


def together(lines: Sequence[Over]) -> Over:
    """All lines over a passage, outermost first: the nearest body counts, and what the lines below it announce."""
    at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].lead), None)
    below = lines[-2:] if at is None else lines[max(at + 1, len(lines) - 2) :]
    named = Over() if at is None else lines[at]
    return Over(
        named.lead,
        named.bearing,
        any(line.empty for line in below) and not below[-1].demands,
        any(line.competence for line in lines),
        any(line.wishes for line in lines),
        rules=named.bearing not in {"heading", "ordered"} and any(line.rules for line in lines),
    )


def _is_empty(line: str) -> bool:
    return _EMPTY.match(line[marker_end(line) :]) is not None


def _named(line: str) -> tuple[str | None, Bearing | None]:
    at = marker_end(line)
    addressee = _ADDRESSEE.match(line, at)
    if addressee:
        return _first_body(line, addressee.end()), "addressee"
    responsible = _RESPONSIBLE.match(line, at)
    if responsible:
        rest = line[responsible.end() :].partition(":")[0].strip(" .;,")
        if _first_body(rest, 0) and len(rest) < _LONGEST_NAME:
            return rest, "heading"
    tokens = tokens_of(line[at:])
    stop = len(tokens)
    for place in range(stop):
        found = ordered_at(tokens, place, stop)
        if found:
            return _printed(line[at:], tokens, found.start, found.end), "ordered"
    first = 0
    for place in range(stop):
        found = directed_at(tokens, place, stop)
        if found and (not any(token.word for token in tokens[found.end :]) or tokens[found.end].low == ":"):
            return _printed(line[at:], tokens, found.start, found.end), "ordered"
    end = body_end(tokens, first, heading=True)
    if end > first and _is_whole(tokens, end):
        return _printed(line[at:], tokens, first, end), "heading"
    place = 0
    while place < stop:
        end = place + 1
        if (tokens[place].upper or place == 0) and head_at(tokens, place):
            found = subject_at(tokens, place, stop)
            if found and found.way == "duty" and DUTY.at(tokens, found.verb) == 3:
                return _printed(line[at:], tokens, found.start, found.end), "heading"
            end = body_end(tokens, place)
        place = max(end, place + 1)
    found = lead_of(tokens, first, stop)
    if found:
        return _printed(line[at:], tokens, found.start, found.end), "item"
    return None, None


def _first_body(line: str, at: int) -> str | None:
    tokens = tokens_of(line[at:])
    for place in range(min(4, len(tokens))):
        end = body_end(tokens, place)
        if end > place:
            return _printed(line[at:], tokens, place, end)
    return None


def _is_whole(tokens: Sequence[Token], end: int) -> bool:
    """Nothing but marks, or a remark behind a comma, follows the body in its line."""
    return not any(token.word for token in tokens[end:]) or tokens[end].low in {":", ","}


def _printed(line: str, tokens: Sequence[Token], start: int, end: int) -> str:
    return line[tokens[start].start : tokens[end - 1].end]
