"""Where the name of a body ends in a sentence, and how a list of bodies is taken apart."""

from __future__ import annotations

import pytest

from indexer.obligations import read_obligations
from indexer.records import Obligation


def only(text: str, *over: str) -> Obligation:
    (found,) = read_obligations(text, over)
    return found


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Hội đồng Thử nghiệm cùng cấp có trách nhiệm rà soát các kho.", "Hội đồng Thử nghiệm cùng cấp"),
        ("UBND cấp xã nơi tiếp nhận hồ sơ có trách nhiệm báo cáo.", "UBND cấp xã nơi tiếp nhận hồ sơ"),
        ("Tổng cục Hậu cần - Kỹ thuật rà soát các kho.", "Tổng cục Hậu cần - Kỹ thuật"),
        ("Bộ trưởng Bộ Ngoại giao hướng dẫn việc rà soát.", "Bộ trưởng Bộ Ngoại giao"),
        ("Tổng công ty Lưu ký Lạc Hồng báo cáo kết quả.", "Tổng công ty Lưu ký Lạc Hồng"),
        ("Cục Gìn giữ kho Lạc Hồng kiểm tra các kho.", "Cục Gìn giữ kho Lạc Hồng"),
        ("Thủ trưởng cơ sở giam giữ kiểm tra các kho.", "Thủ trưởng cơ sở giam giữ"),
        ("Cục Công nghệ thông tin kiểm tra các kho.", "Cục Công nghệ thông tin"),
        ("Cục Quản lý, giám sát kho bãi hướng dẫn các xã.", "Cục Quản lý, giám sát kho bãi"),
        ("Cục Quản lý thi hành thử nghiệm lập danh mục.", "Cục Quản lý thi hành thử nghiệm"),
        ("Cục Thử nghiệm, chiến lược và lịch sử báo cáo kết quả.", "Cục Thử nghiệm, chiến lược và lịch sử"),
        ("Phòng Cảnh sát phòng cháy, chữa cháy kiểm tra các kho.", "Phòng Cảnh sát phòng cháy, chữa cháy"),
        ("Chánh thanh tra Sở Mẫu có trách nhiệm báo cáo.", "Chánh thanh tra Sở Mẫu"),
        ("Đơn vị chủ trì xây dựng kế hoạch, gửi Sở Mẫu.", "Đơn vị chủ trì"),
        ("Đơn vị vận hành kho chứa muối có trách nhiệm báo cáo.", "Đơn vị vận hành kho chứa muối"),
        ("Đơn vị được giao chủ trì soạn thảo báo cáo kết quả.", "Đơn vị được giao chủ trì soạn thảo"),
        ("Giao các đơn vị thuộc, trực thuộc Sở Mẫu rà soát các kho.", "các đơn vị thuộc, trực thuộc Sở Mẫu"),
        ("Các bộ quản lý chuyên ngành có trách nhiệm rà soát.", "Các bộ quản lý chuyên ngành"),
        ("Các cơ sở đào tạo, giáo dục phải báo cáo kết quả.", "Các cơ sở đào tạo, giáo dục"),
        ("Đơn vị dự toán cấp I lập dự toán, gửi Sở Mẫu.", "Đơn vị dự toán cấp I"),
        ("Giao đơn vị chức năng thực hiện rà soát các kho.", "đơn vị chức năng"),
        ("Việc rà soát các kho do Sở Mẫu chủ trì.", "Sở Mẫu"),
        ("Nhiệm vụ này được giao cho Trung tâm Mẫu chủ trì thực hiện.", "Trung tâm Mẫu"),
    ],
)
def test_a_name_ends_where_what_the_body_has_to_do_begins(sentence: str, lead: str) -> None:
    assert only(sentence).lead == lead


@pytest.mark.parametrize(
    ("words", "co"),
    [
        ("phối hợp với cơ quan thử nghiệm cùng cấp và các xã", ("cơ quan thử nghiệm cùng cấp", "các xã")),
        ("phối hợp với Công an đơn vị, địa phương", ("Công an đơn vị, địa phương",)),
        ("phối hợp với Bộ, ngành và địa phương có liên quan", ("Bộ, ngành và địa phương có liên quan",)),
        ("phối hợp với các cơ quan chức năng thực hiện việc", ("các cơ quan chức năng",)),
        ("phối hợp với Đoàn Hội thẩm nhân dân lập hồ sơ,", ("Đoàn Hội thẩm nhân dân",)),
        ("phối hợp với Cục Mẫu và Kiểm ngư", ("Cục Mẫu và Kiểm ngư",)),
        ("phối hợp với Bộ Tư lệnh Mẫu, Binh chủng Thử", ("Bộ Tư lệnh Mẫu", "Binh chủng Thử")),
        ("phối hợp với các sở Mẫu, Thử và UBND các xã", ("các sở Mẫu, Thử", "UBND các xã")),
        ("phối hợp với các Sở: Mẫu, Thử; UBND các xã", ("các Sở: Mẫu, Thử", "UBND các xã")),
        ("phối hợp với: Sở Mẫu; Sở Thử; UBND cấp xã", ("Sở Mẫu", "Sở Thử", "UBND cấp xã")),
        ("phối hợp với UBMTTQ tỉnh, BHXH tỉnh", ("UBMTTQ tỉnh", "BHXH tỉnh")),
        ("cùng các sở, ngành liên quan và UBND cấp xã", ("các sở, ngành liên quan", "UBND cấp xã")),
        ("chủ trì, với sự phối hợp của Sở Mẫu, Sở Thử", ("Sở Mẫu", "Sở Thử")),
        ("phối hợp với UBND cấp xã nơi có kho", ("UBND cấp xã nơi có kho",)),
        ("phối hợp với nhau", ()),
    ],
)
def test_bodies_in_a_list_are_taken_apart(words: str, co: tuple[str, ...]) -> None:
    assert only(f"Sở Thử nghiệm {words} rà soát các kho.").co == co


def test_a_heading_tells_whose_responsibility_for_what_follows() -> None:
    heading = "5. Trách nhiệm giám sát của Trung tâm Mẫu"

    assert only("- Rà soát các kho.", heading).lead == "Trung tâm Mẫu"


@pytest.mark.parametrize(
    "text",
    [
        "Thuế thu nhập phải nộp theo quý.",
        "Giám đốc Sở Mẫu có thẩm quyền xử lý vi phạm tại các kho.",
        "Theo đề nghị của Cục trưởng Cục Mẫu, Viện trưởng Viện Kho xây dựng;",
        "Trong quá trình thực hiện, nếu có vướng mắc; đề nghị các đơn vị phản ánh về Sở Mẫu.",
        "Trong thời hạn 05 ngày, kể từ ngày nhận đủ hồ sơ, Sở Mẫu thẩm định hồ sơ.",
        "Sở Mẫu, Sở Thử có trách nhiệm:",
    ],
)
def test_what_no_body_is_told_to_do(text: str) -> None:
    assert read_obligations(text) == ()
