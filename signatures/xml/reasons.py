"""Why a packet's signature is refused or not fully believed."""

from __future__ import annotations

from signatures.reasons import Table, Weight

_NO = Weight.REFUSAL
XML: Table = {
    "too-large": (_NO, "Gói tin lớn hơn mức cho phép ({size_bytes} byte)."),
    "not-xml": (_NO, "Gói tin không phải XML đúng cú pháp."),
    "encoding": (_NO, "Gói tin phải dùng bảng mã UTF-8."),
    "doctype": (_NO, "Gói tin khai báo DOCTYPE; không nhận gói tin như vậy."),
    "comment": (_NO, "Có chú thích chen giữa nội dung “{element}”: người đọc có thể thấy khác với phần đã ký."),
    "unsigned": (Weight.CAUTION, "Gói tin không có chữ ký."),
    "signature-missing": (_NO, "Gói tin không có chữ ký, trong khi đơn vị gửi phải ký; đề nghị gửi lại."),
    "signature-ignored": (Weight.CAUTION, "Chữ ký của gói tin không được kiểm tra, theo cách đã đặt cho đơn vị gửi."),
    "two-signatures": (_NO, "Gói tin có {count} chữ ký; chỉ nhận gói tin có đúng một chữ ký."),
    "foreign-signature": (_NO, "Phần tử mang tên Signature không thuộc chuẩn XML Signature."),
    "wrong-place": (_NO, "Chữ ký không nằm ở chỗ quy định ({place})."),
    "shape": (_NO, "Chữ ký có phần không nằm trong quy định: {what}."),
    "reference-missing": (_NO, "Chữ ký không trỏ tới nội dung nào."),
    "reference-many": (_NO, "Chữ ký trỏ tới nhiều nội dung; phải trỏ tới toàn bộ gói tin."),
    "reference-partial": (_NO, "Chữ ký chỉ trỏ tới một phần (“{uri}”), không phải toàn bộ gói tin."),
    "transform": (_NO, "Chữ ký dùng phép biến đổi không được phép ({name})."),
    "canonicalisation": (_NO, "Chữ ký dùng cách chuẩn hóa không được phép ({name})."),
    "algorithm": (_NO, "Chữ ký dùng thuật toán không được phép ({name})."),
    "sha1": (_NO, "Chữ ký dùng SHA-1, đã yếu và không được nhận từ đơn vị này."),
    "sha1-legacy": (Weight.CAUTION, "Chữ ký dùng SHA-1, đã yếu: chỉ để tham khảo, không coi là đã xác thực."),
    "certificate-missing": (_NO, "Chữ ký không kèm chứng thư của người ký."),
    "certificate-unreadable": (_NO, "Chứng thư kèm theo chữ ký không đọc được."),
    "key-differs": (_NO, "Khóa ghi trong chữ ký khác với khóa của chứng thư kèm theo."),
    "signature-broken": (_NO, "Chữ ký không đúng với chứng thư kèm theo: chữ ký hoặc chứng thư đã bị thay đổi."),
    "content-changed": (_NO, "Nội dung đã bị thay đổi sau khi ký."),
    "not-pinned": (_NO, "Chứng thư ký ({name}) không phải chứng thư đã thống nhất với đơn vị gửi."),
    "wrong-agency": (_NO, "Người ký là {name}, không phải {agency}."),
}
