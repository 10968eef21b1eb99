"""Document numbers (số và ký hiệu): their grammar, where they stand in a text, and how people type them."""

from indexer.numbers.finding import Found, find_all, parse
from indexer.numbers.grammar import DocumentNumber
from indexer.numbers.spellings import keys, sort_key
from indexer.numbers.typed import TypedNumber, read_query

__all__ = ["DocumentNumber", "Found", "TypedNumber", "find_all", "keys", "parse", "read_query", "sort_key"]
