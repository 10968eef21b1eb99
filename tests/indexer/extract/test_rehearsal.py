"""The letter readers practise on before the first file is read for good: like a real one."""

from __future__ import annotations

from indexer.sandbox.rehearsal import rehearse


def test_all_that_is_looked_for_in_a_letter_is_found_in_the_one_that_is_practised_on() -> None:
    found = rehearse().recognised

    assert (found.number, found.signer) == ("12/QĐ-UBND", "Nguyễn Văn An")
    assert found.recipients
    assert found.legal_bases
    assert found.obligations
    assert found.provisions
    assert {one.relation for one in found.citations} >= {"based_on", "replaces", "repeals"}
