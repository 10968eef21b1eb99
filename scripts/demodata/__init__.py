"""Demonstration data: the documents of a fictional province, written on the fly from own texts.

Lạc Hồng is a name from legend; there is no such province, and neither its offices nor its people exist.
"""
