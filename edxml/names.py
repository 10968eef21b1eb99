"""Names of the packet's elements, and what a reader of Vietnamese calls them."""

from __future__ import annotations

from typing import Final

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
PREFIX: Final = "edXML"
SIGNATURE_NAMESPACE: Final = "http://www.w3.org/2000/09/xmldsig#"
MANIFEST_VERSION: Final = "1.0"

LABELS: Final = {
    "From": "bên gửi",
    "To": "nơi nhận",
    "OrganId": "mã cơ quan",
    "OrganizationInCharge": "cơ quan chủ quản",
    "OrganName": "tên cơ quan",
    "OrganAdd": "địa chỉ",
    "Email": "thư điện tử",
    "Telephone": "điện thoại",
    "Fax": "fax",
    "Website": "trang tin",
    "DocumentId": "mã định danh văn bản",
    "Code": "số và ký hiệu",
    "CodeNumber": "số văn bản",
    "CodeNotation": "ký hiệu văn bản",
    "Place": "địa danh",
    "PromulgationDate": "ngày ban hành",
    "Type": "mã loại văn bản",
    "TypeDetail": "mã loại chi tiết",
    "TypeName": "tên loại văn bản",
    "Subject": "trích yếu",
    "Content": "nội dung tóm tắt",
    "Competence": "thẩm quyền ký",
    "Position": "chức vụ người ký",
    "FullName": "họ tên người ký",
    "DueDate": "hạn trả lời",
    "Priority": "độ khẩn",
    "SphereOfPromulgation": "phạm vi lưu hành",
    "TyperNotation": "ký hiệu người đánh máy",
    "PromulgationAmount": "số bản phát hành",
    "PageAmount": "số trang",
    "Direction": "dấu hiệu chỉ đạo",
    "Appendix": "tên phụ lục",
    "ResponseFor": "văn bản được trả lời",
    "SteeringType": "loại chỉ đạo",
    "TraceHeader": "chặng chuyển",
    "Timestamp": "thời điểm",
    "Bussiness": "nghiệp vụ",
    "BussinessDocType": "loại nghiệp vụ",
    "BussinessDocReason": "lý do",
    "BussinessDocumentInfo": "nội dung cập nhật",
    "Paper": "dấu hiệu gửi bản giấy",
    "DocumentInfo": "dấu hiệu đổi thông tin văn bản",
    "DocumentReceiver": "dấu hiệu đổi nơi nhận",
    "Receiver": "nơi nhận thay đổi",
    "ReceiverType": "cách thay đổi nơi nhận",
    "ReplacementInfoList": "danh sách văn bản bị thay thế",
    "ReplacementInfo": "văn bản bị thay thế",
    "Department": "bộ phận",
    "Staff": "người xử lý",
    "Mobile": "điện thoại di động",
    "StatusCode": "mã trạng thái",
    "Description": "mô tả",
    "Reference": "dòng bản kê tệp",
    "Attachment": "tệp đính kèm",
    "AttachmentName": "tên tệp",
    "ContentId": "mã tệp",
    "ContentType": "kiểu tệp",
}


# These open a place of their own instead of standing inside another, so places stay short.
OPENING: Final = frozenset(
    {"edXML", "edXMLEnvelope", "edXMLHeader", "MessageHeader", "TraceHeaderList", "edXMLBody", "edXMLManifest",
     "AttachmentEncoded"}
)  # fmt: skip


def at(place: str, name: str) -> str:
    """The place of an element inside another: ``MessageHeader/To[2]/OrganId``."""
    return name if name in OPENING else f"{place}/{name}"


def described(place: str) -> str:
    """How a sentence names an element: ``mã cơ quan (To[2]/OrganId)``."""
    steps = place.split("/")
    label = LABELS.get(steps[-1].partition("[")[0])
    shown = "/".join(steps[1:] or steps)
    return f"{label} ({shown})" if label else shown
