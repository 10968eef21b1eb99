"""Any packet that may be issued, for hypothesis."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from edxml import (
    Attachment,
    Business,
    BusinessType,
    Code,
    DocumentPacket,
    DocumentType,
    Hop,
    Moment,
    Organization,
    OtherInfo,
    Priority,
    Receiver,
    ReceiverChange,
    Reference,
    Replacement,
    Signer,
    Staff,
    StatusPacket,
    Steering,
    UnknownElement,
    Update,
)

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff")


def texts(longest: int, shortest: int = 0) -> st.SearchStrategy[str]:
    """Text as it stands in a packet: NFC, no blanks at the ends."""
    anything = st.text(_LETTERS | st.sampled_from("ạếữđ<>&\"' \n\r"), max_size=longest)
    written = anything.map(lambda text: unicodedata.normalize("NFC", text).strip())
    return written.filter(lambda text: shortest <= len(text) <= longest and text == unicodedata.normalize("NFC", text))


days = st.dates(min_value=date(1945, 9, 2), max_value=date(2026, 6, 15))
moments = st.datetimes(datetime(1980, 1, 1), datetime(2026, 6, 14), timezones=st.just(UTC)).map(Moment.of)  # noqa: DTZ001
organ_ids = st.from_regex(r"[A-Y][0-9]{2}(\.[0-9A-Z]{1,4}){0,3}", fullmatch=True)
names = st.from_regex(r"[a-z0-9 ]{1,20}", fullmatch=True).map(str.strip).filter(bool)
file_names = st.builds("{}{}".format, names, st.sampled_from([".pdf", ".docx", ".zip", ".txt", ""]))
beginnings = st.sampled_from([b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7"])
contents = beginnings | st.binary(min_size=1, max_size=2000).filter(lambda content: b"\xef\xbf\xbd" not in content)


def organizations(organ_id: st.SearchStrategy[str]) -> st.SearchStrategy[Organization]:
    return st.builds(
        Organization,
        organ_id=organ_id,
        in_charge=texts(50),
        name=texts(200, 1),
        address=texts(250),
        email=texts(100),
        telephone=texts(20),
        fax=texts(20),
        website=texts(50),
    )


references = st.builds(Reference, organ_ids, texts(40), st.none() | days, texts(60)).filter(
    lambda one: one != Reference()
)
staff = st.builds(Staff, texts(50), texts(50), texts(50), texts(20))
_papers = st.none() | st.booleans()
_receivers = st.lists(organ_ids, min_size=1, max_size=4, unique=True).flatmap(
    lambda ids: st.tuples(*(st.builds(Receiver, st.just(one), st.sampled_from(ReceiverChange)) for one in ids))
)
_updates = st.builds(Update, document=st.just(True), receivers=st.sampled_from([None, False])) | st.builds(
    Update, document=_papers, receivers=st.just(True), receiver_list=_receivers
)
_replacements = st.lists(
    st.builds(Replacement, texts(60, 1), st.lists(organ_ids, max_size=3).map(tuple)),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.document_id,
).map(tuple)
businesses = st.one_of(
    st.builds(Business, st.just(BusinessType.NEW), texts(60), texts(60), _papers, staff=staff),
    st.builds(Business, st.just(BusinessType.RECALL), texts(60), texts(60, 1), _papers, staff=staff),
    st.builds(Business, st.just(BusinessType.UPDATE), texts(60, 1), texts(60, 1), _papers, _updates, staff=staff),
    st.builds(
        Business,
        st.just(BusinessType.REPLACE),
        texts(60),
        texts(60, 1),
        _papers,
        replacements=_replacements,
        staff=staff,
    ),
)
other_infos = st.builds(
    OtherInfo,
    priority=st.none() | st.sampled_from(Priority),
    circulation=texts(100).filter(lambda text: "mật" not in text.lower()),
    typist=texts(10),
    copies=st.none() | st.integers(0, 10**9 - 1),
    pages=st.none() | st.integers(0, 10**9 - 1),
    direction=_papers,
    appendixes=st.lists(texts(250, 1), max_size=3).map(tuple),
)
codes = st.builds(Code, st.from_regex(r"[0-9]{1,8}", fullmatch=True), st.sampled_from(["UBND-VP", "2026/NQ-HĐND"]))
document_types = st.builds(DocumentType, st.sampled_from([1, 2]), st.none() | st.integers(0, 9), texts(100, 1))
unknown = st.sampled_from(
    [
        (),
        (UnknownElement("MessageHeader", "Task", "<Task a='1'><!-- x -->&lt;</Task>"),),
        (UnknownElement("MessageHeader/From", "X", '<q:X xmlns:q="urn:q">\r\n</q:X>'),),
        (UnknownElement("TraceHeaderList/Bussiness", "Y", "<edXML:Y/>"), UnknownElement("edXML", "Z", "<Z>z</Z>")),
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> DocumentPacket:
    """Any document our agency may issue."""
    ids = draw(st.lists(organ_ids, min_size=2, max_size=4, unique=True))
    day = draw(days)
    business = draw(businesses)
    files = draw(st.lists(st.tuples(file_names, contents, texts(30), texts(30)), min_size=1, max_size=3))
    attachments = tuple(
        Attachment(f"cid:{count}", name, kind, description, content)
        for count, (name, content, kind, description) in enumerate(files)
    )
    document_id = draw(
        texts(200, 1).filter(lambda text: text not in [one.document_id for one in business.replacements])
    )
    return DocumentPacket(
        sender=draw(organizations(st.just(ids[0]))),
        recipients=tuple(draw(organizations(st.just(one))) for one in ids[1:]),
        document_id=document_id,
        code=Code(
            draw(st.from_regex(r"[0-9]{1,8}", fullmatch=True)), draw(st.sampled_from(["UBND-VP", "2026/NQ-HĐND"]))
        ),
        place=draw(texts(50, 1)),
        promulgation_date=day,
        document_type=DocumentType(
            draw(st.sampled_from([1, 2])), draw(st.none() | st.integers(0, 9)), draw(texts(100, 1))
        ),
        subject=draw(texts(500, 1)),
        content=draw(texts(100)),
        signer=draw(st.builds(Signer, texts(100), texts(100), texts(50, 1))),
        due_date=draw(st.none() | st.dates(min_value=day)),
        to_places=tuple(draw(st.lists(texts(150, 1), max_size=3))),
        other=draw(other_infos),
        response_for=tuple(draw(st.lists(references, max_size=2))),
        steering=draw(st.none() | st.sampled_from(Steering)),
        trace=tuple(draw(st.lists(st.builds(Hop, organ_ids, st.none() | moments), max_size=3))),
        business=business,
        attachments=attachments,
        unknown=draw(unknown),
    )


@st.composite
def statuses(draw: st.DrawFn) -> StatusPacket:
    """Any status our agency may issue."""
    ours, theirs = draw(st.lists(organ_ids, min_size=2, max_size=2, unique=True))
    answered = Reference(theirs, draw(texts(40)), draw(st.none() | days), draw(texts(60, 1)))
    return StatusPacket(
        sender=draw(organizations(st.just(ours))),
        response_for=answered,
        staff=draw(staff),
        code=draw(st.sampled_from(["01", "02", "03", "04", "05", "06", "13", "15", "16"])),
        description=draw(texts(200, 1)),
        timestamp=draw(moments),
    )
