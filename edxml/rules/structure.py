"""What makes bytes a packet that can be read safely; a breach ends the reading."""

from __future__ import annotations

from typing import Final

from edxml.rule import ERROR, WARNING, Rule

_ANEW: Final = "đề nghị bên gửi đóng gói lại rồi gửi lại"

# fmt: off
PACKET_EMPTY = Rule("packet-empty", ERROR, None, f"Gói tin không có nội dung; {_ANEW}.", "The packet has bytes.")
PACKET_TOO_LARGE = Rule(
    "packet-too-large", ERROR, None,
    "Gói tin nặng {found} MB, quá giới hạn {limit} MB; đề nghị bên gửi chia nhỏ tệp đính kèm rồi gửi lại.",
    "The packet is no larger than `Limits.packet_bytes`.",
)
JUNK_BEFORE_XML = Rule(
    "junk-before-xml", ERROR, None,
    f"Trước khai báo <?xml có {{found}} byte thừa («{{junk}}»); {_ANEW}, bỏ phần thừa ấy.",
    "Nothing stands before `<?xml`, but a byte order mark.",
)
ENCODING_NOT_UTF8 = Rule(
    "encoding-not-utf8", ERROR, None,
    "Gói tin dùng bảng mã {found}, chuẩn chỉ cho phép UTF-8; đề nghị bên gửi xuất lại bằng UTF-8.",
    "The packet is UTF-8 and declares nothing else: no UTF-16, no old encodings (TCVN, windows-1258).",
)
TEXT_NOT_UTF8 = Rule(
    "text-not-utf8", ERROR, None,
    "Từ byte {found} trở đi gói tin không phải UTF-8; đề nghị bên gửi xuất lại bằng UTF-8.",
    "Every byte sequence is UTF-8.",
)
NUL_BYTE = Rule(
    "nul-byte", ERROR, None, f"Gói tin có byte rỗng (NUL) ở vị trí {{found}}; {_ANEW}.", "There is no NUL byte."
)
NOT_WELL_FORMED = Rule(
    "not-well-formed", ERROR, None,
    f"XML sai ở dòng {{line}}, cột {{column}} ({{reason}}); {_ANEW}.",
    "The XML is well-formed.",
)
PREFIX_UNBOUND = Rule(
    "prefix-unbound", ERROR, None,
    "Dòng {line}, cột {column} dùng tiền tố XML chưa khai báo; đề nghị bên gửi khai báo xmlns rồi gửi lại.",
    "Every prefix is declared where it is used.",
)
DTD_FORBIDDEN = Rule(
    "dtd-forbidden", ERROR, None,
    "Gói tin có khai báo DOCTYPE hoặc thực thể, bị cấm vì lý do an toàn; đề nghị bên gửi bỏ khai báo ấy rồi gửi lại.",
    "No document type, no entities, nothing external.",
)
TOO_DEEP = Rule(
    "too-deep", ERROR, None,
    f"Các phần tử XML lồng nhau quá {{limit}} tầng; {_ANEW}.",
    "Elements are nested no deeper than `Limits.depth`.",
)
TOO_MANY_ELEMENTS = Rule(
    "too-many-elements", ERROR, None,
    "Gói tin có quá {limit} phần tử XML; đề nghị bên gửi chia nhỏ danh sách rồi gửi lại.",
    "There are no more elements than `Limits.elements`.",
)
HEADER_TOO_LARGE = Rule(
    "header-too-large", ERROR, None,
    "Phần ngoài nội dung tệp nặng quá {limit} MB; đề nghị bên gửi đặt tệp vào ContentTransferEncoded rồi gửi lại.",
    "All but the content of attachments is no larger than `Limits.header_bytes`.",
)
TAG_TOO_LARGE = Rule(
    "tag-too-large", ERROR, None,
    f"Một thẻ hoặc chú thích XML dài quá {{limit}} KB; {_ANEW}.",
    "No tag, comment or instruction is longer than `Limits.tag_bytes`.",
)
TOO_MANY_NAMESPACES = Rule(
    "too-many-namespaces", ERROR, None,
    f"Gói tin khai báo quá {{limit}} tiền tố XML cùng lúc; {_ANEW}.",
    "No more prefixes are declared at one place than `Limits.namespaces`.",
)
TOO_MANY_UNKNOWN = Rule(
    "too-many-unknown", ERROR, None,
    "Gói tin có quá {limit} phần tử mà chuẩn không có; đề nghị bên gửi bỏ chúng rồi gửi lại.",
    "No more unknown elements than `Limits.unknown_elements`.",
)
MARKS_PILED_UP = Rule(
    "marks-piled-up", ERROR, None,
    f"{{what}} có hơn {{limit}} dấu chồng lên một chữ; {_ANEW}.",
    "No letter carries a pile of combining marks.",
)
NOT_EDXML = Rule(
    "not-edxml", ERROR, None,
    "Phần tử gốc là «{found}», không phải edXML của QCVN 102:2016; hãy kiểm tra lại tệp và nơi gửi.",
    "The root is `edXML`, in the namespace of QCVN 102:2016 or in none.",
)
HEADER_MISSING = Rule(
    "header-missing", ERROR, None, f"Gói tin không có phần đầu MessageHeader; {_ANEW}.", "There is a `MessageHeader`."
)
BYTE_ORDER_MARK = Rule(
    "byte-order-mark", WARNING, None,
    "Gói tin mở đầu bằng dấu thứ tự byte (BOM), chuẩn không cần dấu ấy.",
    "No byte order mark stands before UTF-8.",
)

RULES: Final = (
    PACKET_EMPTY, PACKET_TOO_LARGE, JUNK_BEFORE_XML, ENCODING_NOT_UTF8, TEXT_NOT_UTF8, NUL_BYTE, NOT_WELL_FORMED,
    PREFIX_UNBOUND, DTD_FORBIDDEN, TOO_DEEP, TOO_MANY_ELEMENTS, HEADER_TOO_LARGE, TAG_TOO_LARGE, TOO_MANY_NAMESPACES,
    TOO_MANY_UNKNOWN, MARKS_PILED_UP, NOT_EDXML, HEADER_MISSING, BYTE_ORDER_MARK,
)
# fmt: on
