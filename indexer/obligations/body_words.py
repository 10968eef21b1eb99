"""The nouns of bodies and office-holders, and the words by which a name goes on or ends."""

from __future__ import annotations

from typing import Final

from indexer.obligations.tokens import Phrases

GROUPS: Final = Phrases(
    "các | những | toàn thể | toàn bộ | mọi | tất cả các | tất cả | từng | một số | quý | hai | ba | cả"
)
HEADS: Final = Phrases(
    "bộ | sở | ban | ngành | cơ quan | đơn vị | ủy ban nhân dân | ủy ban | ubnd | hội đồng nhân dân | hđnd | hội đồng"
    "| thường trực | chủ tịch | phó chủ tịch | giám đốc | phó giám đốc | tổng giám đốc | chánh | phó chánh | trưởng"
    "| thủ trưởng | phó thủ trưởng | lãnh đạo | người đứng đầu | phòng | văn phòng | trung tâm | chi cục | cục"
    "| tổng cục"
    "| vụ | viện | trường | bệnh viện | công an | quân đội | quân khu | bộ đội | tòa án | viện kiểm sát | thanh tra"
    "| kiểm toán | kho bạc | ngân hàng | bảo hiểm | đài | báo | tạp chí | công ty | tập đoàn | tổng công ty"
    "| mặt trận"
    "| mttq | đoàn | hội | liên đoàn | liên minh | liên hiệp | địa phương | huyện | xã | phường | thị trấn | thị xã"
    "| tỉnh | thành phố | quận | cấp ủy | chính phủ | quốc hội | thủ tướng | phó thủ tướng | chính quyền"
    "| đại biểu | tổ | đội | đảng ủy | tỉnh ủy | thành ủy | huyện ủy | quận ủy | bí thư | lực lượng | bộ trưởng"
    "| thứ trưởng"
    "| đồng chí | thành viên | bảo tàng | thư viện | hạt | cảng | cảng vụ | trạm | quỹ | cảnh sát | ông | bà"
    "| nhà trường"
    "| cơ sở | tổ chức | cá nhân | doanh nghiệp | chủ đầu tư | nhà thầu | hợp tác xã | đoàn thể | khoa | học viện"
    "| đại học | nhà xuất bản | tổng biên tập | hiệu trưởng | viện trưởng | cục trưởng | vụ trưởng | chi cục trưởng"
    "| tổng cục trưởng | chánh án | thống đốc | tư lệnh | chỉ huy | quản lý thị trường | kiểm lâm | hải quan | thuế"
    "| kế toán | cán bộ | công chức | viên chức | giáo viên | chuyên viên | tổng kiểm toán | tổng thanh tra"
    "| tổng bí thư | thư ký | tổ trưởng | nhóm | khối | cụm | thôn | ấp | khu phố"
    "| bộ phận tiếp nhận và trả kết quả | bộ phận một cửa | đặc khu | ban quản lý dự án đầu tư xây dựng"
    "| ban quản lý dự án | ủy ban kiểm tra | hội đồng quản lý"
    "| hội đồng quản trị | ban quản trị | ban quản lý | ban chỉ đạo"
    "| ban chỉ huy | bộ phận | bộ chỉ huy | bộ tư lệnh | hội phụ nữ | hội nông dân | hội cựu chiến binh | nhà máy"
    "| viễn thông | bưu điện | điện lực | trung ương | các cấp | cấp ủy | hạt kiểm lâm | cơ quan chủ trì"
    "| cơ quan chủ quản"
    "| ban thường vụ | ban chấp hành | uỷ viên | ủy viên | phân viện | nông trường | lâm trường | vườn quốc gia"
    "| văn phòng ủy ban | phân xã | thông tấn xã | trại | trạm y tế | phòng khám | nhà hát | nhà văn hóa | xí nghiệp"
    "| tổ công tác | tổ giúp việc | đoàn công tác | đoàn kiểm tra | đoàn thanh tra | chủ nhiệm | chi nhánh"
    "| phân hiệu"
    "| chánh thanh tra | phó chánh thanh tra | chánh văn phòng | phó chánh văn phòng | binh chủng"
    "| quân chủng | đơn vị dự toán | ubmttq | ubmttqvn | mttqvn | bhxh | nhnn | nhcsxh | kbnn | bql | bqlda | bcđ"
    "| bch | lđlđ | ttyt | vpub | vpcp"
    "| quân đoàn | binh đoàn | biên phòng | hải quân | kiểm ngư | dân quân | văn phòng đăng ký đất đai"
    "| chi nhánh văn phòng đăng ký đất đai"
    "| ban tổ chức | ban tuyên giáo | ban dân vận | ủy ban mặt trận | chủ sở hữu | chủ quản | chủ rừng"
)
# In a list only: "các huyện, thành, thị".
IN_LISTS: Final = Phrases(
    "thành | thị | bản | cơ quan ngang | trực thuộc| người có thẩm quyền tiến hành tố tụng | người có thẩm quyền"
)
NOT_HEADS: Final = Phrases(
    "ban hành | cụm từ | ban đầu | sở hữu | bộ tiêu chí | bộ chỉ số | bộ luật | bộ máy | bộ thủ tục"
    "| bộ dữ liệu | hội nghị"
    "| hội thảo | hội nhập | hội chợ | đoàn kết | trường hợp | cơ sở dữ liệu | cơ sở vật chất | cơ sở hạ tầng"
    "| cơ sở để | cơ sở pháp | cơ sở đó | viện trợ | viện phí | đội ngũ | tổ chức triển khai | tổ chức thực hiện"
    "| tổ chức bộ máy | tổ chức lại | tổ chức rà soát | tổ chức kiểm tra | tổ chức hội | tổ chức các | tổ chức tuyên"
    "| tổ chức quán | tổ chức lễ | tổ chức tốt | tổ chức tập | tổ chức đánh | tổ chức xây | tổ chức điều"
    "| tổ chức vận"
    "| tổ chức lấy | tổ chức cho | tổ chức hướng | tổ chức phổ | tổ chức sơ | tổ chức tổng | tổ chức theo"
    "| tổ chức công"
    "| tổ chức thẩm | tổ chức tiếp | tổ chức thu | tổ chức trực | tổ chức họp | tổ chức đại hội | tổ chức thi"
    "| tổ chức thanh | tổ chức giám | tổ chức học | tổ chức một | tổ chức có hiệu | tổ chức đối thoại"
    "| tổ chức quản lý"
    "| báo cáo | xã hội | thành phần | thành lập | thành tựu | thị trường | liên kết | ngành nghề | quỹ đất | quỹ nhà"
    "| trung ương đảng | vụ việc | vụ án | nhóm nhiệm vụ | nhóm giải pháp | khối lượng | bản sao | bản đồ | bản chính"
    "| thuế suất | bảo hiểm y tế cho | đài thọ | đoàn viên | hội viên | trường học an toàn | cấp phát | cấp giấy"
    "| cấp kinh phí | cấp bách | cấp có thẩm quyền ban | khoa học | khoa giáo | thành tích | báo động | chỉ huy động"
    "| hội đủ | bà con | bản thân | bản quyền | thu hồi | phòng , chống | phòng chống | phòng ngừa | trưởng thành"
    "| đơn vị hành chính | đơn vị tính | bảo hiểm xã hội bắt buộc | thị sát | trạm bơm | cấp nước | thành công"
    "| chánh sách | bộ hồ sơ | ba mục | cơ sở quy định | cơ sở kết quả | cơ sở đề xuất | cơ sở rà soát | cơ sở các"
    "| hạt nhân | hạt giống"
    "| sở tại | thuế giá trị | thuế thu nhập | thuế tiêu thụ | thuế xuất khẩu | thuế nhập khẩu | thuế bảo vệ"
    "| thuế và | bảo hiểm tiền | nhóm sản phẩm | nhóm hàng | nhóm phần mềm | nhóm đối tượng | nhóm chỉ tiêu"
    "| quỹ lương | quỹ chung | báo chí | tổ chức gặp | tổ chức thỏa thuận | tổ chức ký | tổ chức đón | tổ chức trao"
    "| tổ chức nghiên cứu xây | tổ chức bàn | tổ chức làm"
)
# Behind "cơ quan", "đơn vị", "tổ chức" they tell which, not what it does.
WHICH: Final = Phrases(
    "quản lý | sử dụng | vận hành | thi công | tư vấn | chủ trì | chủ quản | thực hiện | soạn thảo | thẩm định"
    "| khai thác"
    "| sản xuất | cung cấp | nghiên cứu | phát triển | tham mưu | thanh tra | kiểm tra | phối hợp | đăng ký"
    "| thường trực"
    "| tiếp nhận | giám sát | thi hành án | điều tra | tiến hành tố tụng | báo chí | thông tin | cấp trên | cấp dưới"
    "| cấp phép | giải quyết | lưu trữ | đại diện | ban hành | tiến hành | chuyển giao | đề xuất | đào tạo"
    "| giáo dục | truyền thông | điều hành | hỗ trợ | quản lý nhà nước"
)
ORGANISES: Final = Phrases("tổ chức")
AFTER_NOUN: Final = frozenset(
    {
        "và",
        "có",
        "liên",
        "cá",
        "đoàn",
        "chính",
        "xã",
        "kinh",
        "được",
        "khác",
        "đảng",
        "hội",
        "thuộc",
        "ở",
        "hành",
        "tín",
        "sự",
        "nghề",
        "quốc",
        "nước",
        "trong",
        "ngoài",
        "cơ",
        "nêu",
    }
)
# Of these only a word of duty behind them shows that they tell which.
ACTS: Final = Phrases(
    "đăng ký | phối hợp | kiểm tra | thực hiện | hỗ trợ | cung cấp | đề xuất | giám sát| tiếp nhận | giải quyết"
)
OF_KIND: Final = frozenset({"cơ quan", "đơn vị", "tổ chức", "cơ sở"})
FIELDS: Final = Phrases(
    "giáo dục và đào tạo | giáo dục | y tế | thông tin và truyền thông | truyền thông | kiểm tra | thanh tra"
    "| bảo hiểm"
    "| xây dựng | giao thông | tổ chức xây dựng đảng | kiểm sát | đăng kiểm"
)
SEATS: Final = Phrases("trung tâm")
PLACES: Final = Phrases("cơ sở")
SERVICES: Final = Phrases(
    "khám chữa bệnh | khám bệnh , chữa bệnh | khám , chữa bệnh | điều trị | giáo dục | đào tạo | bảo trợ xã hội"
    "| sản xuất"
    "| kinh doanh | dạy nghề | cung cấp dịch vụ | nghiên cứu"
)
OF_TASK: Final = frozenset({"bộ phận", "đoàn", "tổ", "hội đồng", "ban", "trung tâm", "đội"})
TASKS: Final = Phrases(
    "quản lý | kiểm tra | thanh tra | giám sát | khảo sát | thẩm định | điều hành | soạn thảo | giúp việc | công tác"
    "| xét tặng | tuyển sinh | xét tuyển | nghiệm thu | tư vấn | phối hợp liên ngành | kiểm soát | phục vụ"
    "| điều phối | xúc tiến | ứng dụng | phát triển | hỗ trợ | kiểm toán nội bộ"
)
# They end a name unless what follows belongs to it.
ENDS: Final = Phrases(
    "theo | căn cứ | trên cơ sở | trước | sau | từ | để | nhằm | bằng | khi | nếu | cho | với | qua | như | mà | thì"
    "| do | vì | trong | ngoài | nghiêm chỉnh | kể cả | nhất là | đặc biệt là | có | được | đã | đang | không | cùng"
    "| phối hợp | kết hợp | lần | thời gian | nhận | chậm nhất | định kỳ | gắn | đối với | về việc | làm | xong"
    "| thông qua"
    "| giám sát | thẩm định | là | cụ thể hóa | về"
)
# Behind "và" they belong to the name before them.
NEVER_SECOND: Final = Phrases("kiểm ngư")
# No office is called by these alone: what it manages follows.
HALF_NAMES: Final = Phrases("quản lý | hướng dẫn | phát triển | đầu tư")
# Named by what they do, perhaps by two things: "Cục Quản lý, giám sát …".
OFFICES: Final = Phrases("sở | cục | vụ | phòng | ban | chi cục | trung tâm")
# Behind "bộ" they tell which ministries are meant.
OF_MINISTRY: Final = Phrases(
    "quản lý chuyên ngành | quản lý ngành , lĩnh vực | quản lý ngành | quản lý công trình xây dựng chuyên ngành"
)
# With these before it "chức năng" is no task of anybody's: "cơ quan chức năng thực hiện …".
IN_CHARGE: Final = frozenset({"quan", "lượng", "ngành", "phòng", "vị"})
NAMED_TASK: Final = Phrases("nhiệm vụ | hoạt động | công tác | chức năng | lĩnh vực | đối tượng")
STAYS_IN: Final = frozenset({"và", "tỉnh", "toàn", "huyện", "ngành", "nước", "khu", "thành", "hệ", "xã", "lĩnh"})
STAYS_HAVING: Final = frozenset(
    {"liên", "tên", "hoạt", "thẩm", "chức", "rừng", "đất", "cơ", "mỏ", "đường", "biển", "dự", "nhu", "thu", "số", "đê"}
)
APPOSITION: Final = Phrases(
    "cơ quan thường trực | cơ quan chủ trì | cơ quan đầu mối | đơn vị chủ trì | đơn vị đầu mối | trưởng ban chỉ đạo"
)
