"""How elements and their values are written; what was not understood is kept as it came."""

from __future__ import annotations

from typing import Final

from edxml.rule import ERROR, WARNING, Rule

# fmt: off
VALUE_NOT_UNDERSTOOD = Rule(
    "value-not-understood", WARNING, ERROR,
    "{what} ghi «{found}», chuẩn đòi {expected}; giá trị được giữ nguyên văn.",
    "Dates are `yyyy/MM/dd`, times `yyyy/MM/dd HH:mm:ss`, numbers and codes those of the standard. What is not is kept "
    "verbatim, and the field stays empty.",
)
DATE_FORM = Rule(
    "date-form", WARNING, None, "{what} ghi «{found}», chuẩn viết là {expected}.", "Dates are written `yyyy/MM/dd`."
)
BUSINESS_TYPE_UNKNOWN = Rule(
    "business-type-unknown", ERROR, ERROR,
    "Loại nghiệp vụ (BussinessDocType) không phải 0, 1, 2 hay 3; đề nghị bên gửi ghi đúng rồi gửi lại.",
    "The business is 0 new, 1 recall, 2 update or 3 replace.",
)
ELEMENT_REPEATED = Rule(
    "element-repeated", ERROR, ERROR,
    "{what} xuất hiện hơn một lần nên không rõ giá trị nào đúng; đề nghị bên gửi chỉ ghi một lần.",
    "What stands once in the standard stands once in the packet.",
)
ELEMENT_UNKNOWN = Rule(
    "element-unknown", WARNING, None,
    "Chuẩn không có phần tử {what}; nội dung được giữ nguyên văn.",
    "Elements are those of the standard and of the kit; others are kept verbatim at their place.",
)
NAMESPACE_MISSING = Rule(
    "namespace-missing", WARNING, None,
    "Phần tử «{found}» không thuộc không gian tên của QCVN 102:2016.",
    "Elements are in the namespace of QCVN 102:2016.",
)
STRAY_TEXT = Rule(
    "stray-text", WARNING, None,
    "Chữ «{found}» đứng lạc giữa các phần tử của {what} nên không được dùng.",
    "Between elements there is no text.",
)
ATTRIBUTE_UNUSED = Rule(
    "attribute-unused", WARNING, None,
    "Thuộc tính «{found}» của {what} không có trong chuẩn nên không được dùng.",
    "Elements of the standard have no attributes, but for `version` of the manifest.",
)
MANIFEST_VERSION_UNKNOWN = Rule(
    "manifest-version", WARNING, None,
    "Bản kê tệp ghi phiên bản «{found}», chuẩn dùng 1.0.",
    "The manifest has version 1.0.",
)
TEXT_NOT_NFC = Rule(
    "text-not-nfc", WARNING, None,
    "{what} dùng chữ tổ hợp chưa chuẩn hóa (NFC); đã đọc theo dạng chuẩn.",
    "Text is Unicode NFC; it is after reading.",
)
TEXT_FORM = Rule(
    "text-form", None, ERROR,
    "{what} {reason}; hãy sửa lại giá trị trước khi gửi.",
    "Text of our own is NFC, without control characters and without blanks at its ends.",
)
WARNINGS_CUT = Rule(
    "warnings-cut", WARNING, None,
    "Gói tin có quá nhiều điểm cần lưu ý; chỉ {limit} điểm đầu được nêu.",
    "No more warnings are listed than `Limits.warnings`; errors always are.",
)
NOT_FAITHFUL = Rule(
    "not-faithful", None, ERROR,
    "{what} khi đọc lại sẽ khác với gói đang có; hãy sửa giá trị ấy trước khi gửi.",
    "What is written is read back the same; asked of every packet that is written.",
)

RULES: Final = (
    VALUE_NOT_UNDERSTOOD, DATE_FORM, BUSINESS_TYPE_UNKNOWN, ELEMENT_REPEATED, ELEMENT_UNKNOWN, NAMESPACE_MISSING,
    STRAY_TEXT, ATTRIBUTE_UNUSED, MANIFEST_VERSION_UNKNOWN, TEXT_NOT_NFC, TEXT_FORM, WARNINGS_CUT, NOT_FAITHFUL,
)
# fmt: on
