"""What the rail offers, from top to bottom; an entry whose page is not installed is left out."""

from __future__ import annotations

from docarchive.kernel.roles import Role
from docarchive.navigation import Place

KEEPERS = frozenset({Role.CLERK, Role.ADMINISTRATOR})
DOCUMENT_PAGES = frozenset(
    f"archive.{name}"
    for name in ("document", "properties", "relations", "related", "comparison", "files", "history", "keep", "followed")
)
LOOKUP_PAGES = frozenset(f"lookup.{name}" for name in ("index", "new", "news", "lookups", "lookup"))
OUTGOING_PAGES = frozenset(
    f"exchange.{name}"
    for name in (
        "outgoing",
        "new_outgoing",
        "copy_document",
        "edit_outgoing",
        "outgoing_letter",
        "opinions",
        "take_opinion",
        "settle_opinion",
        "consult",
        "recipients",
        "present",
        "give_number",
        "sign_with_key",
        "sign_with_token",
        "bring_signed",
        "update_outgoing",
        "link_reply",
        "press_several",
        "sign_several",
    )
)
PLACES = (
    Place("Tổng quan", "house", "portal.home", on_phone=True),
    Place("Tra cứu", "search", "search.index", group="search.", also=DOCUMENT_PAGES | LOOKUP_PAGES, on_phone=True),
    Place("Kho văn bản", "archive", "archive.browse", group="archive.", on_phone=True),
    Place("Văn bản đến", "inbox", "exchange.incoming", group="exchange.", on_phone=True),
    Place("Văn bản đi", "send", "exchange.outgoing", also=OUTGOING_PAGES),
    Place(
        "Sổ văn bản", "journal-text", "registers.index", group="registers.", roles=frozenset({Role.CLERK, Role.LEADER})
    ),
    Place("Chỉ đạo", "flag", "directions.index", group="directions.", on_phone=True),
    Place("Hồ sơ", "folder", "dossiers.index", group="dossiers."),
    Place("Nhập văn bản", "cloud-upload", "archive.imports", also=frozenset({"archive.batch"}), roles=KEEPERS),
    Place("Kiểm tra", "clipboard-check", "archive.check_next", also=frozenset({"archive.check"}), roles=KEEPERS),
    Place("Đối tác trao đổi", "diagram-3", "delivery.index", group="delivery.", roles=KEEPERS),
    Place("Quản trị", "gear", "admin.users_page", group="admin.", roles=frozenset({Role.ADMINISTRATOR})),
    Place("Trợ giúp", "question-circle", "portal.help_page"),
)
