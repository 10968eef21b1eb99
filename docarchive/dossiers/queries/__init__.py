"""Filing lists, dossiers and freezes as pages, services and other features read them."""
