"""The rules of a packet, one module a subject; ``edxml.rules.catalogue`` lists them all."""
