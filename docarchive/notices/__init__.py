"""Notices to people: on the page, by mail, in the morning's digest; features below raise none and know of none."""
