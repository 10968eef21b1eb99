"""Box 2: the issuing agency and the body above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.fold import fold
from indexer.recognise.casing import as_name
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import TextLine

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
_JOINT = re.compile(r"\s*[-–]\s+(?=\S)|\s+[-–]\s*(?=\S)")
_SEAT = re.compile(r"\b(?:tỉnh|thành phố|tp\.?)\s+(?P<name>[^,;–-]+)$", re.IGNORECASE)
_HAS_SEAT = re.compile(
    r"\b(?:tỉnh|thành phố|tp|huyện|quận|xã|phường|thị xã|việt nam|quốc gia|trung ương)\b", re.IGNORECASE
)
_BARE = re.compile(r"^(?:Văn phòng|Thanh tra|Ban [^ ]+ [^ ]+)$")


def read_issuer(header: Header) -> tuple[Found[str] | None, Found[str] | None]:
    """The issuer (joint issuers parted by ``; ``) and its superior body."""
    bodies = _bodies(header.issuer)
    if not bodies:
        return None, None
    own = bodies[-1]
    above = bodies[:-1]
    superior = (
        Found(", ".join(as_name(_joined(body)) for body in above), above[0][0].start, above[-1][-1].end, 0.93)
        if above
        else None
    )
    names = [_completed(as_name(part), superior) for part in _joint(_joined(own))]
    sure = 0.95 if _HEADS.match(own[0].folded) else 0.55
    return Found("; ".join(names), own[0].start, own[-1].end, sure), superior


def _bodies(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines grouped into names: a line that begins like a body's name starts the next one."""
    bodies: list[list[TextLine]] = []
    for line in lines:
        if not re.search(r"\w{2}", line.text):
            continue
        begins = _HEADS.match(line.folded) and not (bodies and _OPEN.search(bodies[-1][-1].folded))
        if begins or not bodies:
            bodies.append([line])
        else:
            bodies[-1].append(line)
    return bodies


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


def _completed(own: str, superior: Found[str] | None) -> str:
    """A department's name with its province, which the line above prints: Sở Nội vụ → Sở Nội vụ tỉnh Lâm Đồng."""
    seat = _SEAT.search(superior.value) if superior else None
    if not superior or not seat or _HAS_SEAT.search(own):
        return own
    if _BARE.match(own):
        return f"{own} {superior.value}"
    if own.startswith("Sở ") and seat["name"] not in own:
        return f"{own} {seat.group()}"
    return own
