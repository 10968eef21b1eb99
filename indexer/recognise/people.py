"""Names of people and titles of offices, as they are printed under a document."""

from __future__ import annotations

import re

from indexer.surnames import RARE, SURNAMES

_WORD = r"(?:[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ][a-zà-öø-ýăđĩũơưạ-ỹ]*)"
_NAME = re.compile(rf"^{_WORD}(?:[ -]{_WORD}){{1,5}}$")
_CAPS_NAME = re.compile(r"^[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ]+(?: [A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ]+){1,5}$")
# Ranks and degrees that armed forces, schools and hospitals may print before a name.
_RANK = re.compile(
    r"^(?:(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy)|gs|pgs|ts|ths|bs|bsckii|bscki|ckii|cki|ds|dsckii|kts|ks"
    r"|nguts|nsnd|ttnd|ttưt|cn"
    r"|đồng chí|ông|bà|luật sư|bác sĩ|tiến sĩ|thạc sĩ)(?:\.|\s|,)\s*",
    re.IGNORECASE,
)
_LONGEST_LINE = 90  # characters of a rank, a name and "đã ký"
_SIGNED = re.compile(r"[\s–(-]*đã ký\)?\s*$", re.IGNORECASE)
AUTHORITY = re.compile(
    r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TH|TUN)\s*[.,]\s*(?=\w)|^(?:T/M|K/T|T/L)\s+(?=\w)", re.IGNORECASE
)
_TITLES = re.compile(
    r"^(?:q\.\s*)?(?:(?:pho|quyen|thuong truc|dong)\s+)*"
    r"(?:chu tich|thu tuong|bo truong|thu truong|giam doc|tong giam doc|cuc truong|tong cuc truong|vu truong"
    r"|chanh|truong|vien truong"
    r"|hieu truong|chu nhiem|tong thanh tra|bi thu|thuong truc|kiem toan truong|thong doc|tham phan|tu lenh"
    r"|chi huy|chinh uy|tong bien tap"
    r"|tong thu ky|uy vien|to truong|doi truong|hat truong|chi cuc truong|tong kiem toan|pho tong|doc"
    r"|truong phong|chanh an|thu ky"
    r"|nguoi dung dau|thu truong don vi|truong doan|chu toa|tl|thanh vien)\b"
)


def person(text: str) -> str | None:
    """The name of a person printed alone on its line; None for anything else."""
    if len(text) > _LONGEST_LINE:
        return None
    text = _SIGNED.sub("", re.sub(r"\s+", " ", text.replace("_", " "))).strip(" .,;:*'’\"")
    while rank := _RANK.match(text):
        text = text[rank.end() :].strip()
    if text[-2:-1] == " ":  # "Nguyễn Văn A": an example
        return None
    if _NAME.match(text):
        return text
    if _CAPS_NAME.match(text) and text.split()[0].capitalize() in SURNAMES and len(text.split()) <= 5:
        return text.title()
    return None


def known_surname(name: str) -> bool:
    """Whether the name begins with a surname."""
    return name.split()[0] in SURNAMES or name.split()[0] in RARE


def is_title(folded: str) -> bool:
    """A folded line that says in which office somebody signs."""
    return bool(_TITLES.match(folded))
