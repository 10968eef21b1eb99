"""What the fictional province writes about: one theme an entry, in sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A matter that comes back through the years.

    Attributes:
        office: Symbol of the department in charge.
        field: Letter symbol of the field in official letters (``UBND-KT``).
        policy: What a resolution settles.
        task: What a directive presses; follows "tăng cường".
        clauses: Sentences with ``{n}``, ``{m}``, ``{y}`` for figures and a year.
    """

    office: str
    field: str
    policy: str
    task: str
    clauses: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The policy as the object of "quy định"."""
        return (
            f"chính sách {self.policy}"
            if self.policy.startswith(("hỗ trợ", "thu hút", "khuyến khích"))
            else self.policy
        )


THEMES: tuple[Theme, ...] = (
    Theme(
        "SXD",
        "KT",
        "hỗ trợ làm đường giao thông nông thôn",
        "quản lý, bảo trì đường giao thông nông thôn",
        (
            "Ngân sách tỉnh hỗ trợ {n}% chi phí vật liệu cho đường trục thôn có mặt đường rộng từ {m} mét trở lên.",
            "Nhân dân đóng góp ngày công và hiến đất; không huy động đóng góp bằng tiền đối với hộ nghèo, hộ cận nghèo.",
            "Mỗi ki-lô-mét đường đã cứng hóa được cấp {n} triệu đồng một năm để phát quang, vá ổ gà và khơi rãnh thoát nước.",
            "Công trình hoàn thành phải có biên bản nghiệm thu của ban giám sát đầu tư cộng đồng trước ngày 15 tháng 11 năm {y}.",
            "Ưu tiên các tuyến nối trường học, trạm y tế và điểm tránh trú bão với đường trục xã.",
        ),
    ),
    Theme(
        "SNNMT",
        "NNMT",
        "hỗ trợ trồng rừng gỗ lớn và bảo vệ rừng đầu nguồn",
        "phòng cháy, chữa cháy rừng mùa khô",
        (
            "Mức khoán bảo vệ rừng đầu nguồn sông Lạc là {m}00.000 đồng một héc-ta một năm.",
            "Chủ rừng lập đường băng cản lửa rộng tối thiểu {m} mét và trực gác lửa 24 giờ trong ngày khi cấp dự báo cháy từ cấp IV.",
            "Hộ trồng rừng gỗ lớn với chu kỳ từ mười năm trở lên được hỗ trợ một lần {n} triệu đồng một héc-ta.",
            "Diện tích rừng trồng mới toàn tỉnh đến hết năm {y} đạt {n}.{m}00 héc-ta.",
            "Nghiêm cấm đốt nương làm rẫy trong tháng cao điểm khô hanh; kiểm lâm địa bàn chịu trách nhiệm nhắc từng hộ.",
        ),
    ),
    Theme(
        "SGDĐT",
        "VX",
        "mức thu học phí và các khoản dịch vụ trong trường công lập",
        "phòng, chống đuối nước cho học sinh",
        (
            "Học phí trung học phổ thông vùng nông thôn năm học {y} là {n}.000 đồng một tháng.",
            "Học sinh là con hộ nghèo, trẻ mồ côi và người khuyết tật được miễn toàn bộ học phí.",
            "Mỗi trường tiểu học có bể bơi lắp ghép hoặc liên kết với hồ bơi công cộng để dạy bơi ít nhất {m} buổi một học kỳ.",
            "Khoản thu bán trú phải được cha mẹ học sinh thống nhất bằng văn bản trước ngày khai giảng.",
            "Toàn tỉnh xóa {n} phòng học tạm trước năm học {y}.",
        ),
    ),
    Theme(
        "SYT",
        "VX",
        "hỗ trợ người dân tham gia bảo hiểm y tế",
        "phòng, chống dịch sốt xuất huyết và bệnh tay chân miệng",
        (
            "Ngân sách tỉnh đóng thay {n}% mức đóng bảo hiểm y tế cho người thuộc hộ cận nghèo.",
            "Trạm y tế xã tổ chức diệt lăng quăng vào sáng thứ bảy hằng tuần trong {m} tuần liên tục.",
            "Tỷ lệ người dân có thẻ bảo hiểm y tế đến cuối năm {y} đạt 9{m},{n}%.",
            "Ca bệnh nghi ngờ phải được báo về trung tâm kiểm soát bệnh tật trong vòng 24 giờ.",
            "Mỗi trạm y tế vùng cao được bố trí ít nhất một bác sĩ luân phiên.",
        ),
    ),
    Theme(
        "STC",
        "KT",
        "phân cấp nguồn thu và tỷ lệ phân chia ngân sách giữa các cấp",
        "tiết kiệm chi thường xuyên và quản lý tài sản công",
        (
            "Ngân sách cấp xã được hưởng {n}% tiền sử dụng đất thu trên địa bàn, phần còn lại điều tiết về ngân sách cấp tỉnh.",
            "Các đơn vị cắt giảm thêm {m}% chi hội nghị, khánh tiết, công tác phí so với dự toán đầu năm {y}.",
            "Xe ô tô dùng chung phải ghi nhật trình điện tử; cơ quan chậm cập nhật quá {m} ngày bị nhắc nhở bằng văn bản.",
            "Tổng thu ngân sách nhà nước trên địa bàn năm {y} là {n}.{m}20 tỷ đồng.",
            "Nhà, đất dôi dư sau sắp xếp trụ sở được lập phương án xử lý trước ngày 30 tháng 9 năm {y}.",
        ),
    ),
    Theme(
        "SNV",
        "NC",
        "thu hút người có trình độ cao về công tác tại xã",
        "cải cách hành chính và giải quyết hồ sơ đúng hạn",
        (
            "Bác sĩ chuyên khoa, kỹ sư công nghệ thông tin về công tác tại xã từ {m} năm trở lên được trợ cấp một lần {n} triệu đồng.",
            "Bộ phận một cửa trả kết quả trước hạn ít nhất {n}% hồ sơ; hồ sơ trễ hạn phải có thư xin lỗi.",
            "Người đứng đầu trực tiếp tiếp công dân mỗi tháng ít nhất {m} buổi.",
            "Chỉ số cải cách hành chính năm {y} của mỗi sở phải tăng ít nhất {m} bậc.",
            "Hồ sơ nộp trực tuyến toàn trình được giảm {n}% lệ phí.",
        ),
    ),
    Theme(
        "SKHCN",
        "KGVX",
        "hỗ trợ chuyển đổi số cho hợp tác xã và hộ kinh doanh",
        "bảo đảm an toàn thông tin và gửi nhận văn bản điện tử",
        (
            "Hợp tác xã được hỗ trợ {n}% chi phí thuê phần mềm quản lý bán hàng trong {m} tháng đầu.",
            "Văn bản giữa các cơ quan của tỉnh được gửi, nhận hoàn toàn trên môi trường mạng, trừ văn bản mật.",
            "Máy tính soạn thảo tài liệu nội bộ phải được quét mã độc mỗi {m} ngày một lần.",
            "Đến năm {y} có {n}% dịch vụ công đủ điều kiện được cung cấp toàn trình.",
            "Tổ công nghệ số cộng đồng ở thôn hướng dẫn người cao tuổi cài đặt định danh điện tử.",
        ),
    ),
    Theme(
        "SVHTTDL",
        "VX",
        "hỗ trợ phát triển du lịch cộng đồng gắn với hát then, múa xòe",
        "quản lý lễ hội mùa xuân",
        (
            "Hộ làm nhà nghỉ cộng đồng được hỗ trợ {n} triệu đồng để sửa khu vệ sinh và mua chăn, đệm.",
            "Ban tổ chức lễ hội niêm yết giá giữ xe, ăn uống và bố trí ít nhất {m} điểm thu gom rác.",
            "Nghệ nhân truyền dạy hát then được bồi dưỡng {n}0.000 đồng một buổi.",
            "Lượng khách đến tỉnh năm {y} ước đạt {n}{m}.000 lượt.",
            "Không đốt vàng mã trong khu vực di tích; không tổ chức trò chơi có thưởng trá hình.",
        ),
    ),
    Theme(
        "SNNMT",
        "NNMT",
        "hỗ trợ xây dựng nông thôn mới nâng cao",
        "thu gom, xử lý rác thải sinh hoạt ở nông thôn",
        (
            "Mỗi xã về đích nông thôn mới nâng cao được thưởng công trình phúc lợi trị giá {n} tỷ đồng.",
            "Rác được phân loại tại nguồn thành {m} nhóm; điểm tập kết cách nguồn nước ít nhất {n}0 mét.",
            "Tỷ lệ hộ sử dụng nước sạch đến năm {y} đạt 8{m}%.",
            "Hợp tác xã thu gom rác được miễn tiền thuê đất làm bãi trung chuyển.",
            "Sản phẩm đạt ba sao trở lên được hỗ trợ {n} triệu đồng làm bao bì và mã truy xuất.",
        ),
    ),
    Theme(
        "SXD",
        "KT",
        "bảng giá đất và bồi thường khi Nhà nước thu hồi đất",
        "đẩy nhanh giải phóng mặt bằng các công trình trọng điểm",
        (
            "Đơn giá bồi thường cây bưởi đang thu hoạch là {m}00.000 đồng một cây.",
            "Hộ bàn giao mặt bằng trước thời hạn {m} ngày được thưởng {n} triệu đồng.",
            "Khu tái định cư phải có đường, điện, nước trước khi người dân chuyển đến ít nhất {m} tháng.",
            "Tuyến vành đai phía Đông thành phố Trống Đồng phải bàn giao toàn bộ mặt bằng trước quý III năm {y}.",
            "Hội đồng bồi thường công khai phương án tại nhà văn hóa thôn trong {n} ngày.",
        ),
    ),
    Theme(
        "STC",
        "KT",
        "hỗ trợ khôi phục sản xuất sau thiên tai",
        "phòng, chống thiên tai và tìm kiếm cứu nạn",
        (
            "Diện tích lúa thiệt hại trên {n}% được hỗ trợ {m}.000.000 đồng một héc-ta.",
            "Các xã ven sông dự trữ lương khô, nước uống và thuốc cho ít nhất {m} ngày.",
            "Hồ chứa nước Mắt Ngọc xả lũ phải báo trước cho hạ du ít nhất {m} giờ.",
            "Quỹ phòng, chống thiên tai năm {y} chi {n} tỷ đồng gia cố kè Bến Đá.",
            "Tuyệt đối không để người dân qua ngầm, tràn khi nước chảy xiết.",
        ),
    ),
    Theme(
        "TTT",
        "NC",
        "chế độ hỗ trợ người làm công tác tiếp công dân",
        "tiếp công dân, giải quyết khiếu nại, tố cáo",
        (
            "Người tiếp công dân thường xuyên được bồi dưỡng {n}0.000 đồng một ngày làm việc.",
            "Vụ việc đông người, phức tạp phải đối thoại trong vòng {m} ngày kể từ ngày nhận đơn.",
            "Năm {y} toàn tỉnh giải quyết {n} trên {n}{m} vụ việc khiếu nại thuộc thẩm quyền.",
            "Đơn nặc danh có nội dung rõ ràng, có bằng chứng cụ thể vẫn được xem xét.",
            "Kết luận thanh tra được công khai trên cổng thông tin điện tử trong {m} ngày.",
        ),
    ),
    Theme(
        "SNV",
        "NC",
        "số lượng và phụ cấp người hoạt động không chuyên trách ở thôn, tổ dân phố",
        "sắp xếp đơn vị hành chính và bố trí cán bộ xã",
        (
            "Bí thư chi bộ, trưởng thôn được hưởng phụ cấp hằng tháng bằng {m},{n} lần mức lương cơ sở.",
            "Thôn có từ {n}0 hộ trở lên được bố trí thêm một công an viên.",
            "Trụ sở dôi dư ưu tiên chuyển thành trường mầm non, nhà văn hóa.",
            "Việc bố trí cán bộ sau sắp xếp hoàn thành trước ngày 31 tháng 12 năm {y}.",
            "Kinh phí hoạt động của mỗi thôn là {n} triệu đồng một năm.",
        ),
    ),
    Theme(
        "SYT",
        "VX",
        "khuyến khích sinh đủ hai con và chăm sóc người cao tuổi",
        "bảo đảm an toàn thực phẩm dịp Tết",
        (
            "Phụ nữ sinh đủ hai con trước 35 tuổi được hỗ trợ một lần {m}00.000 đồng.",
            "Người từ 80 tuổi trở lên không có lương hưu được trợ cấp {n}0.000 đồng một tháng.",
            "Đoàn liên ngành lấy ít nhất {n} mẫu thực phẩm tại chợ đầu mối trong tháng Chạp.",
            "Bếp ăn tập thể trên {n}0 suất phải lưu mẫu đủ 24 giờ.",
            "Mỗi xã tổ chức khám sức khỏe định kỳ cho người cao tuổi ít nhất {m} lần trong năm {y}.",
        ),
    ),
)
