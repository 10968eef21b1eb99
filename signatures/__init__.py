"""Electronic signatures of packets and of PDF files: made, checked, explained; knows no Flask, no database."""
