"""The language of assigning: verbs of order and of work, words of duty, adverbs, openings of phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.obligations.tokens import Phrases, Token

# Before the body that has to do it: "giao Sở …", "đề nghị các …".
_ASSIGN_VERBS: Final = Phrases(
    "giao nhiệm vụ cho | giao trách nhiệm cho | giao cho | giao | yêu cầu | đề nghị | phân công | ủy nhiệm"
    "| kiến nghị"
    "| đồng ý giao | thống nhất giao | giao thêm | trân trọng đề nghị | kính đề nghị | chỉ định | ủy quyền cho"
)
DIRECTS: Final = Phrases("chỉ đạo | lãnh đạo , chỉ đạo")
DUTY: Final = Phrases(
    "có trách nhiệm | chịu trách nhiệm | có nhiệm vụ | phải | cần phải | cần | chủ trì | là đầu mối | làm đầu mối"
    "| chủ trì , phối hợp | có nghĩa vụ | là cơ quan đầu mối | là cơ quan chủ trì | là cơ quan thường trực"
    "| bảo đảm | đảm bảo"
)
# Behind a body they tell what it may do or did, not what it has to do.
NO_DUTY: Final = Phrases(
    "quyết định | xem xét , quyết định | xem xét quyết định | được | có thể | có quyền | có thẩm quyền"
    "| đã | còn | vẫn | chưa"
    "| không"
    "| là | gồm | bao gồm | do | bị | bổ nhiệm | thông qua | ghi nhận | biểu dương | đánh giá cao | phê duyệt | họp"
    "| nhận được | cảm ơn | cho biết | nhất trí | thống nhất với | tán thành | cơ bản | thông báo hoãn"
    "| thông báo lịch | thông báo để"
    "| khen"
    "| thống nhất thông qua | thống nhất nội dung | quyết nghị | mong | rất mong | xin"
    "| trân trọng | kính | kính trình | kính đề nghị | ban hành quyết định | có ý kiến | nhận thấy"
    "| công nhận"
    "| mời | trân trọng kính mời | kính mời | cho phép | nhấn mạnh | kết luận | hoan nghênh | xét thấy"
    "| chấp thuận | ban hành nghị định | ban hành thông tư | ban hành nghị quyết | ban hành quyết định"
    "| ban hành luật"
    "| ban hành quy chế | ban hành quy định | có văn bản số | có công văn số | nhận xét | báo cáo như sau"
    "| có chính sách | quy định"
)
ADVERBS: Final = Phrases(
    "kịp thời | khẩn trương | chủ động | tiếp tục | thường xuyên | nghiêm túc | tích cực | trực tiếp | sớm | sẽ"
    "| nhanh chóng | đồng thời | nghiêm | kiên quyết | cùng nhau | tự | ngay | đều | cũng | khi cần thiết"
    "| quyết liệt | phối kết hợp | hằng năm | hàng năm | hằng quý | hàng quý | hằng tháng | hàng tháng | hằng tuần"
    "| hàng tuần | định kỳ | đột xuất | chủ động và | thống nhất | có kế hoạch | kịp thời và | đặc biệt | hết sức"
    "| trước hết | trước mắt | cụ thể | trong đó | và | luôn | tuyệt đối | thực sự | linh hoạt | ưu tiên | toàn diện"
    "| ngoài ra | sau đó | tiếp đó | theo đó | bên cạnh đó | do đó | vì vậy | do vậy | mặt khác | ngoài việc"
    "| riêng | tuy nhiên | từ đó | qua đó | tùy theo"
)
# At the beginning of a line they order, whatever verb follows.
MANNERS: Final = Phrases(
    "kịp thời | khẩn trương | chủ động | tiếp tục | thường xuyên | nghiêm túc | tích cực | trực tiếp | nhanh chóng"
    "| kiên quyết | quyết liệt | ưu tiên"
)
# They open a phrase that stands before the body or the verb.
OPENERS: Final = Phrases(
    "nhận được | thực hiện công văn | thực hiện quyết định | thực hiện kế hoạch | thực hiện chỉ thị"
    "| thực hiện nghị quyết"
    "| thực hiện thông báo | thực hiện văn bản | thực hiện nghị định | thực hiện công điện | thực hiện chương trình"
    "| thực hiện ý kiến | thực hiện chỉ đạo | thực hiện luật | thực hiện kết luận | thực hiện đề án | căn cứ"
    "| theo | trên cơ sở | trong | trước | sau | từ | để | nhằm | khi | nếu | với | bằng | tại | qua | về"
    "| đối với | kết thúc | định kỳ | hằng | hàng | thực hiện | ngoài | bên cạnh | ngay | chậm nhất | muộn nhất"
    "| đến | nhân dịp | trường hợp | hết | vào | xuất phát | từ nay | xét | cùng với | tùy | tiếp theo | do"
    "| vì | mỗi"
    "| cùng | trên đây là | trên đây | ngày | tháng | quý | năm | giai đoạn | chậm nhất là | thông qua"
    "| dựa trên | triển khai thực hiện | 06"
    "| 6 tháng"
)
_WORK_VERBS: Final = Phrases(
    "ban hành | báo cáo | bảo đảm | bảo quản | bảo vệ | bàn giao | bám sát | biên soạn | bố trí | bổ sung"
    "| bồi dưỡng | cam kết | cải tạo | cải thiện | cân đối | cập nhật | cấp | cấp phát | cắt giảm | chấn chỉnh"
    "| chấp hành | chi trả | chia sẻ | chỉ đạo | chắt lọc | chỉnh lý | chỉnh sửa | chọn lựa | chú trọng | chú ý"
    "| chuẩn bị"
    "| chủ trì | chuyển | chuyển đổi | chuyển giao | chứng nhận | công bố | công khai | củng cố | cung cấp | cung ứng"
    "| cử | đánh giá | đảm bảo | đảm nhận | đăng | đăng ký | đăng tải | đào tạo | đầu tư | đẩy mạnh | đẩy nhanh"
    "| đề nghị | đề xuất | điều chỉnh | điều hành | điều phối | điều tra | định hướng | đình chỉ | đóng góp"
    "| đổi mới | đôn đốc | động viên | đưa | đấu mối | đối chiếu | duy trì | duyệt | dự báo | dự kiến | dự toán"
    "| dành | đáp ứng | đề cao | đầu mối | gắn | giải quyết | giải trình | giảm | giám sát | giao | giáo dục"
    "| giới thiệu | giúp | giữ | giữ gìn | góp ý | gửi | hạn chế | hiệp thương | hình thành | hoàn chỉnh | hoàn thành"
    "| hoàn thiện | hoàn tất | hỗ trợ | huy động | hướng dẫn | kê khai | kết nối | kết hợp | khai thác | khảo sát"
    "| khắc phục | khen thưởng | khuyến khích | kiểm điểm | kiểm kê | kiểm soát | kiểm tra | kiến nghị | kiện toàn"
    "| lãnh đạo | lắp đặt | lập | lấy ý kiến | lên kế hoạch | liên hệ | lồng ghép | lựa chọn | lưu hồ sơ | lưu trữ"
    "| lưu ý | mở | mở rộng | mua sắm | nâng | nâng cao | nâng cấp | nắm | nắm bắt | nêu | nêu cao | ngăn chặn"
    "| nghiên cứu"
    "| nghiệm thu | nhân rộng | nhập | nộp | niêm yết | phát động | phát huy | phát hiện | phát triển | phát hành"
    "| phân bổ | phân cấp | phân công | phân loại | phân tích | phấn đấu | phê duyệt | phổ biến | phối hợp"
    "| phòng ngừa"
    "| phối kết hợp | phục vụ | phản ánh | quan tâm | quán triệt | quản lý | quy định chi tiết | quy định cụ thể"
    "| quyết toán | quy hoạch | rà soát | ra | rút kinh nghiệm | sắp xếp | soạn thảo | sơ kết | sử dụng"
    "| sửa đổi | sửa chữa"
    "| số hóa | tạm dừng | tạo | tạo điều kiện | tập huấn | tập hợp | tập trung | tăng | tăng cường | tham dự"
    "| tham gia"
    "| tham mưu | tham vấn | thanh tra | thanh toán | thay thế | thành lập | thẩm định | thẩm tra | thể chế"
    "| theo dõi"
    "| thi hành | thi công | thí điểm | thiết kế | thiết lập | thông báo | thông tin | thống kê | thống nhất | thu"
    "| thu hồi | thu thập | thúc đẩy | thuê | thực hành | thực hiện | thực thi | tích hợp | tiến hành | tiết kiệm"
    "| tiếp nhận | tiếp thu | tính toán | tìm giải pháp | tìm biện pháp | tra cứu | truy cập | xuất bản"
    "| tổ chức | tổng hợp | tổng kết | tổng rà soát"
    "| trả | trả lời | tranh thủ | triển khai | trích | trình | trưng tập | truyền thông | tuyên truyền | tuyển dụng"
    "| tuyển chọn | tuân thủ | tư vấn | từ chối | ứng dụng | ứng phó | ưu tiên | vận động | vận hành | vận dụng"
    "| viết | xác định | xác minh | xác nhận | xây dựng | xem xét | xét | xin ý kiến | xử lý | xử phạt"
    "| yêu cầu | xóa"
    "| xúc tiến | làm | làm rõ | làm tốt | thay mặt | đón | đón tiếp | trang bị | trồng | chăm sóc | chăm lo | chi"
    "| hạch toán | tổng duyệt | diễn tập | nhắc nhở | tuyên dương | tố giác | phân định | phân luồng | đo đạc"
    "| ký kết | ký | gia hạn | khoanh vùng | khoanh định | di dời | sơ tán | cắm mốc | rà phá | lập hồ sơ | tôn vinh"
    "| sáp nhập | giải thể | giải ngân | giải phóng | đối thoại | tiếp công dân | tiếp | bãi bỏ | trao đổi | tận dụng"
    "| lên phương án | hợp tác | tháo gỡ | phản biện | đấu tranh | truy thu | truy quét | khởi công"
    "| có văn bản | có kế hoạch | có biện pháp | có giải pháp | có phương án | có báo cáo | ngừng | dừng | siết chặt"
    "| tự kiểm tra | tự đánh giá | đề ra | nhận diện | xếp loại | xếp hạng | trao | tặng"
    "| giao ban | rà lại | hệ thống hóa | chuẩn hóa | cụ thể hóa | đa dạng hóa | hiện đại hóa | đơn giản hóa"
    "| tin học hóa"
    "| lưu giữ | kiểm toán | nhân bản | in | in ấn | phát | treo | dựng | mời | tặng | thăm | thăm hỏi | họp"
    "| vệ sinh"
    "| xác lập | thông qua | đồng hành | chuyển tải | truyền tải | bình xét | đối soát | chịu trách nhiệm"
    "| đọc | nghe | thảo luận | bỏ phiếu | biểu quyết | trình bày | phát biểu | giải đáp | chứng thực | mở lớp"
    "| chấm điểm | bình chọn | phát sóng | phát thanh | biên tập | dịch thuật"
    "| tải lên"
    "| cài đặt | bảo trì | bảo dưỡng | duy tu | tu sửa | nạo vét | khơi thông | gia cố | hưởng ứng | cổ động"
    "| trùng tu"
    "| tôn tạo | túc trực | trực ban | tuần tra | canh gác | khử trùng | kê biên | cưỡng chế | thu gom | tiêu hủy"
    "| giám định | định giá | đấu giá | luân chuyển | điều động | bồi thường | đàm phán | thương thảo | vận chuyển"
    "| phân phối | dự trữ | phân quyền | phúc tra | phúc khảo | hậu kiểm | thanh lý | thanh quyết toán | tạm ứng"
    "| phân khai | trích lập | xã hội hóa | gương mẫu | nêu gương | đi đầu | khống chế | kiềm chế | ổn định"
    "| giữ vững"
    "| ngăn ngừa | phòng chống | loại bỏ | gỡ bỏ | tháo dỡ | bóc tách | phát lệnh | huấn luyện | luyện tập"
    "| rèn luyện"
    "| truy cứu | khởi kiện | khởi tố | điều tra | bắt giữ | xét xử | kháng nghị | hòa giải | tiếp xúc | lắng nghe"
    "| thu thập | sao lưu | sao chụp | photo | kết xuất | trích xuất | khai báo | đóng dấu | ghi | ghi nhận"
    "| ghi chép"
    "| lập biên bản | đưa tin | viết bài | treo cờ | tổng vệ sinh | dọn dẹp | phủ xanh | kiểm định | hiệu chỉnh"
    "| hiệu chuẩn"
    "| tái cơ cấu | cơ cấu lại | bố cục | phát hành | in sao | niêm phong | tịch thu | phong tỏa | hoàn trả | thu nộp"
    "| trích nộp | truy hoàn | cho vay | bảo lãnh | tài trợ | vận động | kêu gọi | mời gọi | thu hút | chào bán"
    "| bình ổn"
    "| rà | soát xét | hoãn | tự chủ | cắm | sàng lọc | kích hoạt | phun | tiêm | khám | điều trị | cách ly | cứu trợ"
)
_PAIR: Final = 2
# A verb of one syllable may be the second half of a longer word.
_HALVES: Final = Phrases(
    "công lập | dân lập | thành lập | độc lập | tự lập | xác lập | thiết lập | trung lập | sáng lập | tạo lập"
    "| đối lập | ngoại giao | bàn giao | chuyển giao | được giao | kết giao | công trình | chương trình"
    "| quy trình | quá trình | lộ trình | tiến trình | giáo trình | tờ trình | kính trình | giải trình"
    "| thuyết trình | hành trình | lịch trình | xây dựng | gây dựng | đào tạo | cấu tạo | chế tạo | cải tạo"
    "| giảng dạy | tái tạo | sáng tạo | kiến tạo | nhân tạo | đăng ký | thư ký | chữ ký | nhật ký | các cấp"
    "| cùng cấp | trung cấp | cao cấp | sơ cấp | phân cấp | cung cấp | hai cấp | trợ cấp | phụ cấp | nâng cấp"
    "| thứ cấp | nhà báo | thông báo | dự báo | tình báo | quân báo | cảnh báo | khai báo | trình báo | phát hành"
    "| trợ giúp | doanh thu | nguồn thu | bội chi | thu chi | cơ cấu | gia hạn | đầu tư | chuyên trách"
    "| phụ trách | việc làm | xuất phát | tự phát | gián tiếp | trực tiếp | giao tiếp | liên tiếp | gia tăng"
    "| bắt giữ | tạm giữ | lưu giữ | giao nộp | kỳ họp | cuộc họp | phiên họp | hội họp | nhận xét | xem xét"
    "| phòng khám | cây trồng | nuôi trồng | chi trả | hoàn trả | cho thuê | giao lưu | bảo lưu | xét tặng"
    "| truy tặng | phê duyệt | xét duyệt | bầu cử | ứng cử | đề cử | ngoài ra | đề ra | giấy mời | cắt giảm"
    "| suy giảm | cởi mở | gìn giữ | giam giữ | lưu ký | hậu cần"
)
# "chi cục", "chi phí": a branch or a cost, nobody spends anything.
_BRANCHES: Final = Phrases(
    "giao thông | giao dịch | giao lưu | giao ban | giao tiếp | giao thoa | chi cục | chi nhánh | chi bộ"
    "| chi đoàn | chi hội | chi tiết | chi phí | chi viện | thu nhập | in ấn"
)
# "cấp tỉnh", "cấp có thẩm quyền": a level, nobody gives anything.
_LEVELS: Final = Phrases(
    "tỉnh | huyện | xã | cơ | trung | có | trên | dưới | ủy | học | phòng | sở | bộ | quốc | địa | i | ii | iii"
    "| 1 | 2"
    "| 3 | thành | quận | thôn | thẩm | cao | phường"
)


# Before "thông tin": technology, a system, a corps of it.
_INFORMED: Final = frozenset({"nghệ", "thống", "cổng", "toàn", "chủng", "mạng", "ngành"})
# Verbs in the names of people and bodies.
_NO_VERBS: Final = Phrases(
    "hợp tác xã | kiểm tra viên | thanh tra viên | giám sát viên | kiểm toán viên | điều tra viên | kiểm sát viên"
    "| tổ chức tín dụng | tổ chức chính trị | tổ chức xã hội | tổ chức đoàn thể | tổ chức đảng | tổ chức hành chính"
    "| tổ chức phi chính phủ | tổ chức quốc tế | tổ chức kinh tế | tổ chức khoa học"
    "| phối hợp liên ngành | tư vấn viên | giám định viên | đào tạo nghề | thẩm tra viên | quản lý nhà nước về"
)


def work_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the verb of work that begins here has; 0 where none does."""
    taken = _WORK_VERBS.at(tokens, at)
    if not taken or _NO_VERBS.at(tokens, at) > taken:
        return 0
    if taken == 1 and tokens[at].low == "cấp" and _LEVELS.at(tokens, at + 1):
        return 0
    return 0 if _is_half(tokens, at, taken) or _names_a_field(tokens, at) else taken


def duty_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the word of duty that begins here has; 0 where none does."""
    taken = DUTY.at(tokens, at)
    return 0 if _is_half(tokens, at, taken) else taken


def assigns_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the verb of order that begins here has; 0 where none does."""
    taken = _ASSIGN_VERBS.at(tokens, at)
    return 0 if _is_half(tokens, at, taken) else taken


def _is_half(tokens: Sequence[Token], at: int, taken: int) -> bool:
    """Whether the first syllable of a verb belongs to the word before it, or makes a longer word with the next."""
    if not taken:
        return False
    if taken == 1 and _BRANCHES.at(tokens, at):
        return True
    if at == 0 or tokens[at].upper or _HALVES.at(tokens, at - 1) != _PAIR:
        return False
    return not (at > 1 and tokens[at - 1].low == "dân" and tokens[at - 2].low == "nhân")


def _names_a_field(tokens: Sequence[Token], at: int) -> bool:
    """Whether "thông tin" is a field of work ("công nghệ thông tin") and nobody informs."""
    return at > 0 and tokens[at].low == "thông" and tokens[at - 1].low in _INFORMED


# Nouns with which a line begins that tells a subject matter, an amount, a condition, and orders nothing.
NOUNS: Final = Phrases(
    "báo cáo của | kế hoạch của | ý kiến của | công tác | việc | số | số lượng | số liệu | kinh phí | nguồn"
    "| nguồn kinh phí | mức | mức chi | hệ thống | kết quả"
    "| tình hình | thực trạng | nội dung | hình thức | thời gian | địa điểm | thành phần | đối tượng | phạm vi"
    "| nguyên"
    "| những | một số | mỗi | tỷ lệ | tiêu chí | tiêu chuẩn | điều kiện | hồ sơ | thủ tục | quy trình | quy định"
    "| mục đích | mục tiêu | chỉ tiêu | nhiệm vụ | dự án | đề án | công trình | văn bản | quyết định | nghị quyết"
    "| luật | nghị định | thông tư | chính sách | chế độ | định mức | danh mục | người | tổ chức , cá nhân | cá nhân"
    "| hộ | hộ gia đình | nhà nước | doanh nghiệp | chất lượng | năng lực | trình độ | nhân lực | cơ cấu | vốn | đất"
    "| diện tích | tài sản | trụ sở | thuế | phí | lệ phí | giá | tiền | lương | phụ cấp | chủ đề | khẩu hiệu | đây"
    "| trên đây | hiện nay | hiện | ngày | năm | tháng | quý | đến nay | thời hạn | thẩm quyền | nguyên nhân"
    "| hạn chế"
    "| tồn tại | ưu điểm | khó khăn | vai trò | vị trí | chức năng | quyền | quyền hạn | trách nhiệm | các nội dung"
    "| các dự án | các công trình | các quy định | các khoản | các trường hợp | các hoạt động | không | là"
    "| được | do"
    "| đã | còn | chưa | vẫn | phương châm | thống nhất quan điểm | tuổi | thời điểm | mẫu | biểu | phụ lục"
    "| bảng | có"
)
