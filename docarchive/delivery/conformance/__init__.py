"""Trying another system's half of the exchange: what is sent to it, what must come back, and a verdict a case.

The cases stand here once. ``docarchive exchange conformance run`` plays them against somebody else's system, over HTTPS
or through a folder; our own tests play the same ones against this program, and against peers broken on purpose.
"""
