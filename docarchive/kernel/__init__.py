"""Pure values of the office: nothing here knows a database, a page or a network."""
