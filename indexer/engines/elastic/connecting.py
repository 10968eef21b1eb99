"""The connection to a cluster, and what its failures mean to a reader."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import elastic_transport as transport
import elasticsearch as es

from indexer.engines.elastic.address import Address
from indexer.engines.errors import EngineAwayError, EngineBrokenError, EngineError, EngineUnfitError

MAJOR: Final = es.__version__[0]  # the client speaks to servers of its own major version only
QUESTION_TIMEOUT_S: Final = 5.0  # after which a question goes to other copies: a node may be frozen, not dead
CARE_TIMEOUT_S: Final = 60.0  # of what is done to indexes: it may wait for a new master
_BUSY: Final = frozenset({408, 429, 502, 503, 504})
_GONE: Final = frozenset({"search_context_missing_exception", "search_phase_execution_exception"})


class _Json(es.OrjsonSerializer):
    mimetype = "application/vnd.elasticsearch+json"


def connect(address: Address) -> es.Elasticsearch:
    """A client for questions; nothing is asked yet. It goes on to the next host where one does not answer."""
    more: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
    return es.Elasticsearch(
        list(address.hosts),
        # The client itself takes only ASCII for names and passwords.
        basic_auth=base64.b64encode(":".join(address.user).encode()).decode() if address.user else None,
        api_key=address.api_key,
        serializers={"application/json": es.OrjsonSerializer(), _Json.mimetype: _Json()},
        request_timeout=QUESTION_TIMEOUT_S,
        retry_on_timeout=False,
        retry_on_status=(429, 502, 503, 504),
        max_retries=max(2, len(address.hosts)),
        dead_node_backoff_factor=5.0,  # each look whether it is back may cost a question its time-out
        max_dead_node_backoff=30.0,
        connections_per_node=16,
        **more,
    )


def patient(client: es.Elasticsearch) -> es.Elasticsearch:
    """The same client for what is done to indexes."""
    return client.options(request_timeout=CARE_TIMEOUT_S, retry_on_timeout=True)


def check_version(client: es.Elasticsearch) -> None:
    """Refuse servers of another major version.

    Raises:
        EngineUnfitError: There are some.
    """
    try:
        nodes = client.nodes.info(filter_path="nodes.*.version")["nodes"]
    except es.AuthorizationException:  # a user with rights to the index alone
        return
    versions = {str(node["version"]) for node in nodes.values()}
    wrong = sorted(version for version in versions if int(version.partition(".")[0]) != MAJOR)
    if wrong:
        raise EngineUnfitError(f"Máy chủ Elasticsearch là bản {', '.join(wrong)}; docarchive cần bản {MAJOR}.x.")


@contextmanager
def translated() -> Iterator[None]:
    """Say in the engine's own errors what went wrong."""
    try:
        yield
    except es.UnsupportedProductError as error:
        raise EngineUnfitError(f"Máy chủ ở địa chỉ tìm kiếm không phải Elasticsearch {MAJOR}.x.") from error
    except es.ApiError as error:
        raise _meaning(error) from error
    except (transport.TlsError, transport.SecurityWarning) as error:
        raise EngineUnfitError(
            f"Không tin được chứng thư của Elasticsearch; xem lại ca= trong địa chỉ. ({error})"
        ) from error
    except transport.TransportError as error:
        raise EngineAwayError("Chưa liên lạc được với Elasticsearch; hệ thống sẽ tự thử lại.") from error


def _meaning(error: es.ApiError) -> EngineError:
    kind = str(error.error)
    if error.status_code in {401, 403}:
        return EngineUnfitError("Elasticsearch từ chối: xem lại tài khoản hoặc khóa API và quyền trên chỉ mục.")
    if kind == "index_not_found_exception":
        return EngineBrokenError("Không thấy chỉ mục; cần tạo lại chỉ mục.")
    if error.status_code in _BUSY or kind in _GONE:
        return EngineAwayError("Elasticsearch đang bận hoặc mất một phần; hệ thống sẽ tự thử lại.")
    return EngineError(f"Elasticsearch báo lỗi: {error}")
