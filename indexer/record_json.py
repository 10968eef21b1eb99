"""A reading as the JSON record that outside measurements and scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from indexer.records import Citation, Evidence, Obligation, Provision, Reading, Suggestion


def record(reading: Reading) -> dict[str, Any]:
    """The record ``python -m indexer extract FILE --json`` prints."""
    found, extracted = reading.recognised, reading.extracted
    paged = bool(extracted.pages)
    return {
        "kind": found.kind,
        "kind_code": found.kind_code,
        "number": found.number,
        "issued_on": _plain(found.issued_on),
        "effective_on": _plain(found.effective_on),
        "expires_on": _plain(found.expires_on),
        "place": found.place,
        "issuer": found.issuer,
        "superior": found.superior,
        "subject": found.subject,
        "signer": found.signer,
        "signer_title": found.signer_title,
        "signer_authority": found.signer_authority,
        "recipients": list(found.recipients),
        "urgency": found.urgency,
        "secrecy": found.secrecy,
        "draft": found.draft,
        "legal_bases": list(found.legal_bases),
        "citations": [_citation(citation) for citation in found.citations],
        "provisions": [_provision(provision) for provision in found.provisions],
        "obligations": [_obligation(laid, extracted.text) for laid in found.obligations],
        "evidence": {name: _evidence(seen, paged=paged) for name, seen in found.evidence.items()},
        "suggestions": _suggestions(found.suggestions),
        "pages": len(extracted.pages),
        "source": extracted.source,
        "text_layer": extracted.text_layer,
        "encoding": extracted.encoding,
        "language": found.language,
        "text": extracted.text,
        "warnings": list(extracted.warnings),
    }


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "relation": citation.relation,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "box": _box(citation.box),
    }


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "path": provision.path,
        "heading": provision.heading,
        "start": provision.start,
        "end": provision.end,
        "page": provision.page,
    }


def _obligation(laid: Obligation, text: str) -> dict[str, Any]:
    return {
        "text": " ".join(text[laid.start : laid.end].split()),
        "lead": laid.lead,
        "with": list(laid.co),
        "product": laid.product,
        "due_on": _plain(laid.due_on),
        "page": laid.page,
        "box": _box(laid.box),
    }


def _evidence(seen: Evidence, *, paged: bool) -> dict[str, Any]:
    place: dict[str, Any] = {"start": seen.start, "end": seen.end}
    if paged:
        place |= {"page": seen.page, "box": _box(seen.box)}
    return place | {"confidence": round(seen.confidence, 3)}


def _suggestions(offers: Mapping[str, tuple[Suggestion, ...]]) -> dict[str, list[dict[str, Any]]]:
    return {
        field: [
            {"value": offer.value, "confidence": round(offer.confidence, 3), "page": offer.page, "box": _box(offer.box)}
            for offer in listed
        ]
        for field, listed in offers.items()
    }


def _box(box: tuple[float, float, float, float] | None) -> list[float] | None:
    return [round(edge, 2) for edge in box] if box else None
