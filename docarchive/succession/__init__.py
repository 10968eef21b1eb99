"""Handing one's work over to a successor: all that lies with a person in an agency, in one act, with minutes."""
