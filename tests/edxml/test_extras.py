"""What goes along beside the standard, and comes out of a packet again."""

from __future__ import annotations

from dataclasses import replace

from edxml import DocumentPacket, Extra, UnknownElement, check, extra_element, extra_elements, read, write
from tests.edxml.packets import make_document, make_status

OWN = "urn:x-thu"
ITEM = Extra("Item", children=(Extra("Code", "2026.000123"), Extra("Words", "a < b & ệ")))
LIST = Extra("List", children=(ITEM,))


def test_what_goes_along_is_read_back_and_strangers_read_the_rest() -> None:
    task = Extra("ResponseForTask", children=(Extra("TaskCode", "2026.000123"),))
    packet = make_document()
    data = write(replace(packet, unknown=(extra_element(task), extra_element(LIST, OWN))))

    back = read(data).packet
    assert isinstance(back, DocumentPacket)
    assert extra_elements(back, "ResponseForTask") == [task]
    assert extra_elements(back, "List", OWN) == [LIST]
    assert extra_elements(back, "List") == []
    assert back.subject == packet.subject
    assert check(data).accepted


def test_a_status_takes_it_along_too() -> None:
    task = Extra("ResponseForTask", children=(Extra("TaskCode", "7"),))
    back = read(write(replace(make_status(), unknown=(extra_element(task),)))).packet

    assert [one.said("TaskCode") for one in extra_elements(back, "ResponseForTask")] == ["7"]


def test_prefixes_and_other_places_make_no_difference_to_the_reader() -> None:
    packet = make_document()
    odd = (
        UnknownElement("MessageHeader", "List", f'<q:List xmlns:q="{OWN}"><q:Item>1</q:Item><!-- x --></q:List>'),
        UnknownElement("MessageHeader", "List", '<List xmlns="urn:anders"><Item>2</Item></List>'),
        UnknownElement("edXML", "List", f'<List xmlns="{OWN}"><Item>3</Item></List>'),
        UnknownElement("MessageHeader", "List", "<List"),
    )

    assert extra_elements(replace(packet, unknown=odd), "List", OWN) == [Extra("List", children=(Extra("Item", "1"),))]
