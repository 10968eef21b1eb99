"""Failures as pages, parts and problem documents, by their kind."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from apiflask import HTTPError
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from docarchive.core import failures, web
from docarchive.kernel.errors import DocArchiveError

log = structlog.get_logger(__name__)

_SENTENCES = {
    400: "Yêu cầu không đọc được. Tải lại trang rồi làm lại.",
    401: "Bạn chưa đăng nhập, hoặc phiên đã hết.",
    403: "Bạn không có quyền làm việc này.",
    404: "Đường dẫn sai, hoặc nội dung nằm ngoài phạm vi của bạn.",
    405: "Trang này không nhận thao tác đó.",
    413: "Tệp gửi lên lớn quá mức cho phép.",
    415: "Không nhận dạng dữ liệu này.",
    422: "Dữ liệu gửi lên chưa đúng mẫu. Sửa những chỗ được nêu rồi gửi lại.",
    429: "Quá nhiều yêu cầu. Đợi ít phút rồi làm lại.",
    500: "Hệ thống gặp lỗi, chưa lưu. Bấm Thử lại; nếu vẫn lỗi, báo người hỗ trợ mã bên dưới.",
}


RETRY_AFTER_S = 10
_PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500, 503})


def install_error_pages(app: Flask) -> None:
    """Answer every failure in the language of whoever asked: page, part of a page, or problem+json."""
    app.register_error_handler(DocArchiveError, _ours)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(HTTPError, _misshapen)
    app.register_error_handler(SQLAlchemyError, _database)
    app.register_error_handler(Exception, _bug)


def is_api() -> bool:
    """Tell whether a program asks."""
    return request.path.startswith(("/api/", "/exchange/v1/"))


def answer(status: int, code: str, message: str, errors: Mapping[str, str] | None = None) -> Response:
    """Show a failure.

    Args:
        errors: For programs: place in the request → what is wrong there.
    """
    request_id = g.get("request_id", "")
    if is_api():
        problem = {"type": "about:blank", "status": status, "code": code, "title": message, "detail": message}
        response = jsonify({**problem, "request_id": request_id, **({"errors": errors} if errors else {})})
        response.content_type = "application/problem+json"
    elif web.wants_part():
        response = make_response(render_template("errors/_part.html", message=message, request_id=request_id))
        response.headers["HX-Retarget"] = "#noi-dung"
    else:
        shown = status if status in _PAGES else 500 if status >= 500 else 400
        response = make_response(render_template(f"errors/{shown}.html", message=message, request_id=request_id))
    response.status_code = status
    return response


def _ours(error: DocArchiveError) -> ResponseReturnValue:
    response = answer(web.status_of(error), error.code, error.message, getattr(error, "fields", None))
    if response.status_code == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    return answer(403, "csrf", "Biểu mẫu đã cũ. Tải lại trang rồi gửi lại.")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    response = answer(status, error.name.lower().replace(" ", "-"), _SENTENCES.get(status, error.name))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _database(error: SQLAlchemyError) -> ResponseReturnValue:
    ours = failures.translated(error)
    if ours is None:
        return _bug(error)
    log.warning("database said no", code=ours.code, cause=str(getattr(error, "orig", error)))
    return _ours(ours)


def _misshapen(error: HTTPError) -> ResponseReturnValue:
    """A program's input that does not fit its schema."""
    message = _SENTENCES.get(error.status_code, _SENTENCES[400])
    return answer(error.status_code, "misshapen", message, _places(error.detail))


def _places(detail: object) -> dict[str, str]:
    """What APIFlask says of an input that does not fit its schema, flattened: ``{"json": {"name": [...]}}``."""
    if not isinstance(detail, Mapping):
        return {}
    flat: dict[str, str] = {}
    for place, found in detail.items():
        if isinstance(found, Mapping):
            flat |= {f"{place}.{name}": said for name, said in _places(found).items()}
        else:
            flat[str(place)] = "; ".join(map(str, found)) if isinstance(found, list | tuple) else str(found)
    return flat


def _bug(error: Exception) -> ResponseReturnValue:
    log.error("request failed", exc_info=error)
    return answer(500, "bug", _SENTENCES[500])
