"""Moving an instance to another database, file store and search engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from docarchive.core.console import Console, Report, command
from docarchive.kernel.errors import UnavailableError

if TYPE_CHECKING:
    from docarchive.core.instance import Services


@command("migrate")
@click.option("--from", "source_url", required=True, metavar="URL", help="Cơ sở dữ liệu nguồn, chỉ được đọc.")
@click.option("--to", "target_url", required=True, metavar="URL", help="Cơ sở dữ liệu đích.")
@click.option("--files-to", default=None, metavar="URL", help="Kho tệp mới; không có thì tệp để nguyên chỗ.")
@click.option("--search-to", default=None, metavar="URL", help="Bộ máy tìm kiếm mới; không có thì dùng tiếp cái cũ.")
def move(console: Console, source_url: str, target_url: str, files_to: str | None, search_to: str | None) -> Report:
    """Chuyển dữ liệu, tệp và chỉ mục sang máy chủ khác; nguồn giữ nguyên, chạy lại được."""
    from docarchive.core import moving

    source = _at(console, {"database_url": source_url})
    changed = {"database_url": target_url, "files_url": files_to, "search_url": search_to}
    target = _at(console, {name: url for name, url in changed.items() if url})
    try:
        moved = moving.move_rows(source.db, target.db, console.say)
        files, new_files = moving.move_files(source.files, target.files, console.say) if files_to else (0, 0)
        index = _index(target, console, is_new=search_to is not None)
    finally:
        source.db.close()
        target.stop()
    rows = {name: held.rows for name, held in moved.sums.items()}
    data = {
        "rows": rows,
        "sums": {name: held.digest for name, held in moved.sums.items()},
        "was_there": moved.was_there,
        "files": files,
        "new_files": new_files,
        "index": index,
    }
    said = "Đích đã có đúng dữ liệu này" if moved.was_there else "Đã chuyển"
    lines = [
        f"{said}: {sum(rows.values())} dòng, {files} tệp ({new_files} tệp mới), khớp tổng kiểm.",
        f"Chỉ mục: {index['documents']} văn bản, lệch {index['drift']}.",
        "Ghi địa chỉ mới vào docarchive.toml rồi chạy lại máy chủ và tiến trình việc nền.",
    ]
    return Report(data, lines, failed=bool(index["drift"]))


def _at(console: Console, changed: dict[str, Any]) -> Services:
    """Put the instance together with some settings changed."""
    from docarchive import wiring
    from docarchive.core.logs import configure_logging
    from docarchive.settings import Settings

    settings = Settings.from_environ(console.home, **changed)
    configure_logging(settings.log_level)
    return wiring.build(settings)


def _index(services: Services, console: Console, *, is_new: bool) -> dict[str, int]:
    """Have the engine hold what the moved rows say, and say how they compare."""
    from docarchive.core import index
    from docarchive.search.catalogue import CATALOGUE, Catalogue
    from docarchive.search.checking import compare, mend
    from indexer.engines.errors import EngineBrokenError, EngineError

    catalogue: Catalogue = services.extensions[CATALOGUE]  # type: ignore[assignment]
    try:
        try:
            drift = None if is_new else compare(services.db, services.engine, catalogue)
        except EngineBrokenError:  # of another version, or half there: made anew
            drift = None
        if drift is None:
            console.say("Dựng chỉ mục…")
            index.rebuild(services.db, services.engine, catalogue.everything)
        elif drift.count:
            console.say("Sửa chỉ mục…")
            mend(services, drift, catalogue)
        drift = compare(services.db, services.engine, catalogue)
    except EngineError as problem:
        sentence = f"Dữ liệu đã chuyển; chỉ mục thì chưa: {problem} Chạy lại lệnh này."
        raise UnavailableError(sentence, code="engine-not-ready") from problem
    return {"documents": drift.in_index, "drift": drift.count}
