"""What can be said of a PDF file's signatures; the weight decides the verdict."""

from __future__ import annotations

from signatures.reasons import Table, Weight

_NO, _DOUBT, _CAUTION, _NOTE = Weight.REFUSAL, Weight.DOUBT, Weight.CAUTION, Weight.NOTE
PDF: Table = {
    # the file as a whole
    "damaged": (_NO, "Tệp PDF hỏng, không đọc được chữ ký."),
    "encrypted": (_NO, "Tệp PDF đặt mật khẩu; gỡ mật khẩu ở nơi gửi rồi gửi lại."),
    "too-large": (_NO, "Tệp PDF vượt mức cho phép: {what}."),
    "irregular": (_CAUTION, "Cấu trúc tệp PDF không đúng chuẩn; các phần mềm khác có thể hiển thị khác."),
    "hybrid": (_NOTE, "Tệp PDF có hai bảng tham chiếu song song, như Microsoft Word tạo ra."),
    "stray-signature": (_CAUTION, "Tệp có dấu vết chữ ký nhưng không chữ ký nào được khai báo; có thể đã bị gỡ."),
    # the bytes
    "signature-unreadable": (_NO, "Chữ ký hỏng, không đọc được."),
    "form-unknown": (_DOUBT, "Chữ ký thuộc dạng không kiểm tra được ({name})."),
    "byte-range": (_NO, "Vùng được ký không khớp với tệp: chữ ký đã bị di chuyển hoặc chèn thêm nội dung."),
    "not-intact": (_NO, "Nội dung được ký đã bị thay đổi."),
    "signature-broken": (_NO, "Chữ ký không đúng với chứng thư kèm theo."),
    "sha1-proven": (_CAUTION, "Chữ ký dùng SHA-1, đã yếu; có dấu thời gian nên còn tham khảo được."),
    "sha1-unproven": (_DOUBT, "Chữ ký dùng SHA-1, đã yếu, và không có dấu thời gian chứng minh ký từ trước."),
    "digest-broken": (_NO, "Chữ ký dùng thuật toán băm không còn an toàn ({name})."),
    # what came later
    "evidence-added": (_NOTE, "Sau khi ký, tệp chỉ được thêm dữ liệu kiểm tra lâu dài hoặc thông tin về tệp."),
    "bytes-behind": (_CAUTION, "Sau phần đã ký có dữ liệu thừa mà không phần mềm nào hiển thị."),
    "signatures-added": (_NOTE, "Sau khi ký, tệp chỉ được thêm chữ ký khác."),
    "form-filled": (_CAUTION, "Sau khi ký, có ô biểu mẫu được điền hoặc sửa."),
    "covered-over": (_CAUTION, "Một chữ ký thêm sau che phần lớn trang {page}."),
    "changed": (_NO, "Tệp bị thay đổi sau khi ký: {what}"),
    "changed-structure": (
        _DOUBT, "Tệp được ghi thêm sau khi ký theo cách không được phép; không thấy khác biệt trên các trang."
    ),
    "certified-changed": (_NO, "Người ký đã khóa tệp, nhưng tệp vẫn bị thay đổi sau đó."),
    "not-compared": (_DOUBT, "Không so sánh được tệp với lúc ký."),
    # the time
    "time-claimed": (_CAUTION, "Thời điểm ký do máy người ký ghi, không có dấu thời gian chứng minh."),
    "time-unknown": (_CAUTION, "Chữ ký không ghi thời điểm ký."),
    "time-stamp-broken": (_CAUTION, "Dấu thời gian kèm theo không khớp với chữ ký; không được tính."),
    "time-stamp-untrusted": (_CAUTION, "Dấu thời gian do nơi chưa tin cậy cấp ({name}); không được tính."),
    "time-stamp-unchecked": (_CAUTION, "Chưa biết chứng thư của nơi cấp dấu thời gian có bị thu hồi hay không."),
    "time-contradicts": (_CAUTION, "Thời điểm ký do người ký ghi ({claimed}) muộn hơn dấu thời gian ({proven})."),
    "time-future": (_DOUBT, "Thời điểm ký do người ký ghi ({claimed}) nằm sau thời điểm kiểm tra."),
    # the signer, in time
    "expired-when-signed": (_NO, "Chứng thư của {name} đã hết hạn ngày {day}, trước khi ký."),
    "expired-unproven": (
        _DOUBT, "Chứng thư của {name} đã hết hạn ngày {day}; không có dấu thời gian chứng minh đã ký khi còn hạn."
    ),
    "not-valid-when-signed": (_NO, "Chứng thư của {name} đến ngày {day} mới có hiệu lực, sau khi ký."),
    "revoked-when-signed": (_NO, "{revocation} Chữ ký được tạo sau thời điểm đó."),
    "revoked-unproven": (_DOUBT, "{revocation} Không có dấu thời gian chứng minh đã ký trước thời điểm đó."),
    "revoked-later": (_CAUTION, "{revocation} Chữ ký đã có từ trước thời điểm đó."),
}  # fmt: skip

RETURNED: Table = {
    "not-signed": (_NO, "Tệp trả về chưa có chữ ký mới."),
    "not-the-file": (_NO, "Tệp trả về không phải tệp đã giao ký; hãy ký lại đúng tệp."),
    "more-than-signatures": (_NO, "Tệp trả về bị thêm nội dung ngoài chữ ký: {what}"),
    "signature-bad": (_NO, "Chữ ký mới ({field}) không nguyên vẹn hoặc không phủ hết tệp; hãy ký lại."),
    "wrong-signer": (_NO, "Tệp được ký bởi {name}, không phải chứng thư đã đăng ký của {expected}."),
}
