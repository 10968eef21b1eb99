"""Everything that changes filing lists, dossiers and freezes."""
