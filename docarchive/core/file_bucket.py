"""Original bytes in a bucket of an S3-compatible store."""

from __future__ import annotations

import base64
import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qs, urlsplit

from docarchive.core.files import CHUNK_BYTES, DamagedFileError, MissingFileError, is_name, require_name
from docarchive.kernel.errors import InvalidInputError, UnavailableError

_IN_MEMORY_BYTES = 8 << 20
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


class StoreAwayError(UnavailableError):
    """The store does not answer, or says no."""

    code = "files-away"

    def __init__(self, cause: str) -> None:
        super().__init__(f"Kho tệp tạm thời không đọc, ghi được ({cause}). Thử lại sau ít phút; nếu còn, báo quản trị.")


class BucketStore:
    """Files named by their content, under ``PREFIX/aa/bbbb…``.

    The server is told the SHA-256 with every upload and refuses other bytes. An object is there whole or not at all.

    Args:
        url: ``s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=…``; without an endpoint it is Amazon's.
        key_id: With ``key``, who asks; empty: as the environment says (``AWS_ACCESS_KEY_ID`` …).
    """

    def __init__(self, url: str, key_id: str = "", key: str = "") -> None:
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.scheme != "s3" or not parts.netloc or set(options) - {"endpoint", "region"}:
            raise InvalidInputError(
                "Kho tệp S3 ghi theo dạng s3://KHO/THƯ-MỤC?endpoint=https://MÁY-CHỦ", code="bad-files-url"
            )
        self._bucket = parts.netloc
        self._prefix = f"{parts.path.strip('/')}/" if parts.path.strip("/") else ""
        self._endpoint = options.get("endpoint")
        self._client = _client(self._endpoint, options.get("region", "us-east-1"), key_id, key)

    @property
    def place(self) -> str:
        """Name bucket and prefix."""
        return f"s3://{self._bucket}/{self._prefix}".rstrip("/") + (f" ({self._endpoint})" if self._endpoint else "")

    def prepare(self) -> None:
        """Make the bucket where it is missing."""
        with _translated():
            try:
                self._client.head_bucket(Bucket=self._bucket)
            except Exception as problem:
                if not _is_missing(problem):
                    raise
                self._client.create_bucket(Bucket=self._bucket)

    def exists(self, sha256: str) -> bool:
        """Tell whether these bytes are kept."""
        try:
            self.size_bytes(sha256)
        except MissingFileError:
            return False
        return True

    def size_bytes(self, sha256: str) -> int:
        """Say how long a file is."""
        with _translated(sha256):
            return int(self._client.head_object(Bucket=self._bucket, Key=self._key(sha256))["ContentLength"])

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep bytes; they are sent again even where they are there, which mends an object gone bad."""
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        digest = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as whole:
            while chunk := source.read(CHUNK_BYTES):
                digest.update(chunk)
                whole.write(chunk)
            whole.seek(0)
            name = digest.hexdigest()
            with _translated():
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._key(name),
                    Body=whole,
                    ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
                )
        return name

    def open(self, sha256: str) -> BinaryIO:
        """Fetch kept bytes, check them, and open them for reading."""
        with ExitStack() as undo:
            whole = undo.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))
            digest = hashlib.sha256()
            with _translated(sha256):
                body = self._client.get_object(Bucket=self._bucket, Key=self._key(sha256))["Body"]
                for chunk in body.iter_chunks(CHUNK_BYTES):
                    digest.update(chunk)
                    whole.write(chunk)
            if digest.hexdigest() != sha256:
                raise DamagedFileError(sha256)
            whole.seek(0)
            undo.pop_all()  # the caller closes it
            return cast(BinaryIO, whole)

    def read(self, sha256: str) -> bytes:
        """Give kept bytes whole, checked."""
        with self.open(sha256) as stream:
            return stream.read()

    def names(self) -> Iterator[str]:
        """List the SHA-256 of everything kept, in order."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        with _translated():
            for page in pages:
                for each in page.get("Contents", ()):
                    name = each["Key"].removeprefix(self._prefix).replace("/", "", 1)
                    if is_name(name):
                        yield name

    def remove(self, sha256: str) -> None:
        """Take bytes out of the store for good."""
        with _translated():
            self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}{require_name(sha256)}"


def _client(endpoint: str | None, region: str, key_id: str, key: str) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise UnavailableError("Kho tệp S3 cần phần cài thêm: pip install 'docarchive[s3]'", code="no-s3") from None
    config = Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"mode": "standard", "max_attempts": 4},
        s3={"addressing_style": "path"},
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key_id or None,
        aws_secret_access_key=key or None,
        config=config,
    )


@contextmanager
def _translated(sha256: str = "") -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    try:
        yield
    except (BotoCoreError, HTTPClientError, ClientError) as problem:
        if sha256 and _is_missing(problem):
            raise MissingFileError(sha256) from None
        raise StoreAwayError(type(problem).__name__) from problem


def _is_missing(problem: Exception) -> bool:
    response = getattr(problem, "response", None) or {}
    return response.get("Error", {}).get("Code") in _MISSING
