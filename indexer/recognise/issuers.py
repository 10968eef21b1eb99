"""Box 2: the issuing agency and the body above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.fold import fold
from indexer.provinces import CITIES, PROVINCES
from indexer.recognise.agencies import official
from indexer.recognise.casing import as_name
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import TextLine

_PRINTED, _MENDED, _UNSURE = 0.95, 0.9, 0.4
_MAX_LINES = 16  # five bodies may issue together, each of them with the one above it

# Words (folded) with which the name of a body begins.
_HEADS = re.compile(
    r"^(?:uy ban|ubnd|hoi dong|hdnd|so|bo|cuc|tong cuc|chi cuc|phong|ban|van phong|thanh tra|vien|truong"
    r"|trung tam|tinh uy"
    r"|thanh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|chi bo|chinh phu|quoc hoi|thu tuong|chu tich|toa an"
    r"|kiem toan|ngan hang"
    r"|dai hoc|hoc vien|bao hiem|kho bac|cong an|cong doan|lien doan|tong lien doan|doan|hoi|mat tran|benh vien|cong ty"
    r"|tong cong ty|tap doan|quan khu|dai|bao|thu vien|bao tang|quy|hat|to|doi|hai quan|thue|lien minh|vkstc"
    r"|vien kiem sat)\b"
)
# Parts of a name that cannot end it: what follows belongs to it even if it is the name of a body.
_OPEN = re.compile(r"(?:\bva|\bcua|,|\bdoan dai bieu quoc hoi|-|–|&|\bban chi dao|\bban quan ly|\btong lien doan)$")
_PARENT = re.compile(
    r"(?P<above>(?:ubnd|uy ban nhan dan)\b[^-–]{4,60}?)\s*[-–]\s*"
    r"(?=(?:so|phong|ban|chi cuc|thanh tra|van phong|trung tam)\s)"
)
_JOINT = re.compile(r"\s*[-–]\s+(?=\S)|\s+[-–]\s*(?=\S)")
_SEAT = re.compile(r"\b(?:tỉnh|thành phố|tp\.?)\s+(?P<name>[^,;–-]+)$", re.IGNORECASE)
_HAS_SEAT = re.compile(
    r"\b(?:tỉnh|thành phố|tp|huyện|quận|xã|phường|thị xã|việt nam|quốc gia|trung ương)\b", re.IGNORECASE
)
_BARE = re.compile(r"^(?:Văn phòng|Thanh tra|Ban [^ ]+ [^ ]+)$")


def read_issuer(
    header: Header, place: str = "", *, joint: bool = False, mend: Callable[[str], str | None] | None = None
) -> tuple[Found[str] | None, Found[str] | None]:
    """The issuer (joint issuers parted by ``; ``) and its superior body.

    Args:
        place: The place before the date: of a province's bodies the province.
        joint: The number names several issuers: the bodies issue together, none is above another.
        mend: Sets misread names right; None from it means that the name stays unsure.
    """
    bodies = _bodies(header.issuer[:_MAX_LINES])
    if not bodies:
        return None, None
    if joint and len(bodies) > 1:
        named = [_named(body, mend) for body in bodies]
        together = "; ".join(name for name, _ in named)
        return Found(together, bodies[0][0].start, bodies[-1][-1].end, min(sure for _, sure in named)), None
    bodies = _under_another(bodies)
    above = [_named(body, mend) for body in bodies[:-1]]
    superior = None
    if above:
        superior = Found(
            ", ".join(name for name, _ in above), bodies[0][0].start, bodies[-2][-1].end, min(s for _, s in above)
        )
    own, sure = _named(bodies[-1], mend)
    names = [_completed(name, superior, place) for name in own.split("; ")]
    return Found("; ".join(names), bodies[-1][0].start, bodies[-1][-1].end, sure), superior


def _under_another(bodies: list[list[TextLine]]) -> list[list[TextLine]]:
    """A line that names a committee and its department is two bodies: "UBND TỈNH PHÚ LÂM - SỞ Y TẾ"."""
    last = bodies[-1][-1]
    found = _PARENT.match(last.folded)
    if len(bodies[-1]) > 1 or not found:
        return bodies
    cut_at = found.end()
    above = replace(last, text=last.text[:cut_at].rstrip(" -–"), end=last.start + found.end("above"))
    own = replace(last, text=last.text[cut_at:], start=last.start + cut_at)
    return [*bodies[:-1], [above], [own]]


def _named(body: Sequence[TextLine], mend: Callable[[str], str | None] | None) -> tuple[str, float]:
    """A body's name as it is written, and how sure it is."""
    printed = _joined(body)
    sure = _PRINTED if _HEADS.match(body[0].folded) else _UNSURE
    if mend is None:
        return "; ".join(official(as_name(part)) for part in _joint(printed)), sure
    mended = [mend(part) for part in _joint(printed)]
    if all(mended):
        return "; ".join(name for name in mended if name), _MENDED
    return as_name(printed), _UNSURE


def _bodies(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines grouped into names: a line that begins like a body's name starts the next one."""
    bodies: list[list[TextLine]] = []
    for line in lines:
        if not re.search(r"\w{2}", line.text):
            continue
        begins = _HEADS.match(line.folded) and not (bodies and _goes_on(bodies[-1], line))
        if begins or not bodies:
            bodies.append([line])
        else:
            bodies[-1].append(line)
    return bodies


def _goes_on(body: Sequence[TextLine], line: TextLine) -> bool:
    """The name above is not at its end; a rule under a committee's name, read as a dash, joins no department to it."""
    last = body[-1].folded
    ruled = len(body) == 1 and _PARENT.match(f"{last.rstrip(' -–')} - {line.folded}")
    return bool(_OPEN.search(last)) and not ruled


def _joined(lines: Sequence[TextLine]) -> str:
    text = " ".join(line.text.strip() for line in lines)
    return re.sub(r"\s+", " ", text).strip(" *-–_.:;,")


def _joint(text: str) -> list[str]:
    """Bodies that issue together are joined by a hyphen: ``BỘ TÀI CHÍNH - BỘ NỘI VỤ``."""
    parts: list[str] = []
    for part in _JOINT.split(text):
        if parts and not _begins(part):
            parts[-1] += f" - {part}"
        else:
            parts.append(part)
    return parts


def _begins(part: str) -> bool:
    return bool(_HEADS.match(fold(part).lower())) and len(part.split()) > 1


def _completed(own: str, superior: Found[str] | None, place: str) -> str:
    """A department's name with its province, which the line above or the date prints: Sở Nội vụ tỉnh Lâm Đồng."""
    if _HAS_SEAT.search(own) or any(name in own for name in PROVINCES):
        return own
    seat = _SEAT.search(superior.value) if superior else None
    if superior and seat and _BARE.match(own):
        return f"{own} {superior.value}"
    if not own.startswith("Sở "):
        return own
    if seat:
        return own if seat["name"] in own else f"{own} {seat.group()}"
    return f"{own} {'thành phố' if place in CITIES else 'tỉnh'} {place}" if place in PROVINCES else own
