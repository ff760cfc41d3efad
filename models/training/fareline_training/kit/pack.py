"""Lists of integers in ONNX attributes, packed: the same file to any reader, a third smaller.

`AttributeProto.ints` is written as one field an integer, a byte of tag each. Readers of protobuf
must take the packed form as well, which has one tag a list.
"""

from collections.abc import Callable, Iterator

#: Fields on the way down: ModelProto.graph, GraphProto.node, NodeProto.attribute, .ints
GRAPH, NODE, ATTRIBUTE, INTS = 7, 1, 5, 8
VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5


def pack(onnx_bytes: bytes) -> bytes:
    return _inside(onnx_bytes, GRAPH, lambda graph: _inside(graph, NODE, _pack_node))


def _pack_node(node: bytes) -> bytes:
    return _inside(node, ATTRIBUTE, _pack_attribute)


def _pack_attribute(attribute: bytes) -> bytes:
    kept, ints = bytearray(), bytearray()
    for field, kind, whole, value in _fields(attribute):
        if field == INTS and kind == VARINT:
            ints += value
        else:
            kept += whole
    return bytes(kept) + (_field(INTS, bytes(ints)) if ints else b"")


def _inside(message: bytes, wanted: int, change: Callable[[bytes], bytes]) -> bytes:
    changed = bytearray()
    for field, kind, whole, value in _fields(message):
        changed += _field(field, change(value)) if field == wanted and kind == BYTES else whole
    return bytes(changed)


def _fields(message: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Field, wire type, the bytes of both with the value, the value's alone."""
    at = 0
    while at < len(message):
        start = at
        tag, at = _varint(message, at)
        field, kind = tag >> 3, tag & 7
        value_at = at
        if kind == VARINT:
            _, at = _varint(message, at)
        elif kind == BYTES:
            size, value_at = _varint(message, at)
            at = value_at + size
        elif kind in (FIXED_64, FIXED_32):
            at += 8 if kind == FIXED_64 else 4
        else:
            raise ValueError(f"wire type {kind} is not ONNX")
        yield field, kind, message[start:at], message[value_at:at]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _field(field: int, value: bytes) -> bytes:
    return _to_varint(field << 3 | BYTES) + _to_varint(len(value)) + value


def _to_varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
