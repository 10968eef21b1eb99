"""Packets of the document axis (edXML of QCVN 102:2016): read, written, checked; knows no Flask, no database."""
