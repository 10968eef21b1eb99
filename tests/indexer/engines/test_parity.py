"""The cluster ranks as the embedded engine does: the same terms, the same formula."""

from __future__ import annotations

import random
from datetime import date

import pytest

from indexer.engines.protocol import Sort
from tests.indexer.engines.documents import EVERYBODY, ask, fill, ids, make_document, opened

pytestmark = pytest.mark.needs("elasticsearch")

SUBJECTS = (
    *("quản lý rừng phòng hộ", "đường giao thông nông thôn", "phòng chống tham nhũng", "chuyển đổi số", "dạy nghề"),
    *(
        "thu ngân sách",
        "bảo vệ môi trường",
        "khám chữa bệnh",
        "cải cách hành chính",
        "an toàn thực phẩm",
        "nhà ở xã hội",
    ),
)
VERBS = ("quy định mức hỗ trợ", "tăng cường", "triển khai", "báo cáo tình hình", "sửa đổi quy chế", "lập kế hoạch")
PLACES = ("trên địa bàn tỉnh", "tại các xã vùng cao", "trong trường học", "ở khu công nghiệp", "giai đoạn tới")
ASKED = (
    *SUBJECTS,
    *("quan ly rung", "duong giao thong", "ubnd tỉnh", '"cải cách hành chính"', "chuyen* số", "rừng -biển"),
    *("mức hỗ trợ nhà ở cho người dân vùng cao là bao nhiêu trong giai đoạn tới", "tham nhũngg", "12/2021/QĐ-UBND"),
    *("quyết định 31", "trichyeu:rừng", "nam:2022 ngân sách", "kế hoạch OR báo cáo", "hỗ trợ xã vùng cao năm 2023"),
)


def text(chance: random.Random) -> str:
    sentences = (
        f"{chance.choice(VERBS)} {chance.choice(SUBJECTS)} {chance.choice(PLACES)}".capitalize()
        for _ in range(chance.randint(3, 30))
    )
    return ".\n".join(f"Điều {at}. {sentence}" for at, sentence in enumerate(sentences, start=1))


def test_nineteen_of_twenty_hits_are_the_same() -> None:
    chance = random.Random(4)  # noqa: S311 - the same documents every time
    documents = [
        make_document(
            f"d{at}",
            text(chance),
            title=f"{chance.choice(VERBS)} {chance.choice(SUBJECTS)}",
            number=f"{at}/{2020 + at % 5}/QĐ-UBND",
            kind="quyết định",
            day=date(2020 + at % 5, 1 + at % 12, 1 + at % 28),
        )
        for at in range(300)
    ]
    with opened("tantivy") as embedded, opened("elasticsearch") as cluster:
        for engine in (embedded, cluster):
            fill(engine, documents)

        same = wanted = 0
        for question in ASKED:
            ours, theirs = (
                ask(engine, question, EVERYBODY, size=10, facets=("kind",)) for engine in (embedded, cluster)
            )
            assert (ours.total, ours.did_you_mean, ours.facets) == (theirs.total, theirs.did_you_mean, theirs.facets)
            assert ids(ask(embedded, question, sort=Sort.NEWEST)) == ids(ask(cluster, question, sort=Sort.NEWEST))
            same += len(set(ids(ours)) & set(ids(theirs)))
            wanted += len(ids(ours))

    assert same >= 0.95 * wanted
