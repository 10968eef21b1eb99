"""Fixed words of official documents, folded: what a line must start with to be one of the boxes of page one."""

from __future__ import annotations

import re

# The two head lines of the State, and the one of the Party.
MOTTO = re.compile(
    r"^\W{0,8}\w{0,3}\W{0,8}cong hoa xa hoi chu nghia|doc lap[-–—_.,\s]{0,12}tu do[-–—_.,\s]{0,12}hanh phuc"
    r"|^dang cong san viet nam"
)
# What a narrow column leaves of the head line on either side of a break.
MOTTO_PIECE = re.compile(
    "cong(?: hoa(?: xa(?: hoi(?: chu(?: nghia)?)?)?)?)?|(?:(?:(?:(?:(?:hoa )?xa )?hoi )?chu )?nghia )viet nam"
    "|dang|cong san viet nam"
)
HEAD_LINE = re.compile(r"^\W{0,8}\w{0,3}\W{0,8}cong hoa xa hoi chu nghia|^dang cong san viet nam")
NUMBER_LABEL = re.compile(r"(?:^|\s|\()(?:luat |lenh |phap lenh |nghi quyet )?so\s*(?=[:.;/\d]|$)\s*[:.;]?\s*")
DATE = re.compile(
    r"(?:ngay|ngảy)\s{0,12}(?P<day>\d{1,2}|[^\d\w]{0,12}?)\s{0,12}thang\s{0,12}(?P<month>\d{1,2}"
    r"|[^\d\w]{0,12}?)\s{0,12}nam\s{0,12}(?P<year>(?:19|20)\d\d|20)?"
)
SHORT_DATE = re.compile(r"ngay\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d)")
# A date whose day or month was misread.
MISREAD_DATE = re.compile(r"^\D{2,30}[,.]\s*(?=ngay\b.{0,40}(?:19|20)\d\d\W*$)")
# Where the right column begins in a line that runs through both.
RIGHT_COLUMN = re.compile(r"(?<=\S)\s+(?=cong ho\w xa hoi chu nghia|doc lap\W{1,12}tu do|dang cong san viet nam)")
SUBJECT_LABEL = re.compile(r"^[(\"“']?\s*(?:v\s*/\s*v|ve viec)\b\s*[:.]?")
LETTER_LABEL = re.compile(r"^[(\"“']?\s*v\s*/\s*v\b\s*[:.]?")
ADDRESSEE = re.compile(r"^kinh gui\b")
RECIPIENTS = re.compile(r"^noi nhan\b\s*[:.;]?")
# Lines with which the body begins for certain.
BODY = re.compile(
    r"^(?:can cu\b|kinh gui\b|dieu 1\b|chuong (?:i|1)\b|phan (?:i|1|thu nhat)\b|theo de nghi\b|xet (?:de nghi"
    r"|to trinh)\b"
    r"|quyet dinh\s*:|quyet nghi\s*:|chi thi\s*:|[\w ,]{3,90} dien\s*:\s*$)"
)
# Lines with which the body begins where they do not belong to a subject printed in the middle.
SOFT_BODY = re.compile(
    r"^(?:thuc hien|trien khai|theo |ngay \d|ngay,|trong |tren co so|nham |sau khi|de |hien nay|vua qua|thoi gian qua"
    r"|tiep theo|tiep tuc|qua |nam 20|i\.|1\.|a\.|phan |de dam bao|ubnd |uy ban nhan dan tinh \w)"
)
# What is stamped on a page and belongs to no box: signatures' text, copies, the address of a portal.
STAMP = re.compile(
    r"^(?:ky boi|nguoi ky|thoi gian ky|ngay ky|email|co quan\s*:|cong bao/|cong bao so|digitally signed|date\s*:"
    r"|reason|location"
    r"|signature not|sao y|dia chi|dien thoai|website|fax)"
)
GAZETTE = re.compile(r"^(?:\d+\s+)?cong bao\s*/\s*so")
DRAFT = re.compile(r"^\W*(?:ban )?du thao\b")
