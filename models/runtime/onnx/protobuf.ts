/**
 * Reads as much of the protobuf wire format as an ONNX file needs: every field of a message in the
 * file's order. The caller knows the meaning of its fields and skips unknown ones.
 */
import { UnknownGraph } from './unknown-graph'

/**
 * A number for a varint, otherwise the bytes of a message, text, packed list or fixed-width number.
 */
export type Wire = number | Uint8Array

/** A negative 64-bit integer takes ten bytes, the last of which has one bit. */
const NEGATIVE_BYTES = 10

export function eachField(message: Uint8Array, visit: (field: number, value: Wire) => void): void {
  const { more, varint, bytes } = cursor(message)
  while (more()) {
    const tag = varint()
    visit(Math.floor(tag / 8), readValue(tag % 8))
  }

  function readValue(wireType: number): Wire {
    switch (wireType) {
      case 0:
        return varint()
      case 1:
        return bytes(8)
      case 2:
        return bytes(varint())
      case 5:
        return bytes(4)
      default:
        throw new UnknownGraph(`the file is not protobuf: wire type ${wireType}`)
    }
  }
}

/** Repeated integers are stored one per field or packed in one. */
export function pushInts(value: Wire, into: number[]): void {
  if (typeof value === 'number') {
    into.push(value)
    return
  }
  const { more, varint } = cursor(value)
  while (more()) into.push(varint())
}

export function asBytes(value: Wire): Uint8Array {
  if (typeof value !== 'number') return value
  throw new UnknownGraph('the file is not ONNX: a number where a message belongs')
}

export function asNumber(value: Wire): number {
  if (typeof value === 'number') return value
  throw new UnknownGraph('the file is not ONNX: a message where a number belongs')
}

/** Names in a graph are C identifiers; any other name only has to stay distinct. */
export function asName(value: Wire): string {
  return Array.from(asBytes(value), (code) => String.fromCharCode(code)).join('')
}

function cursor(message: Uint8Array) {
  let at = 0
  return {
    more: () => at < message.length,
    bytes(length: number): Uint8Array {
      at += length
      if (at > message.length) throw new UnknownGraph('the file is cut off')
      return message.subarray(at - length, at)
    },
    /** Exact within 2^53; signed, as all integers of ONNX are. */
    varint(): number {
      let value = 0
      let complement = 0
      let scale = 1
      for (let length = 1; length <= NEGATIVE_BYTES; length += 1) {
        const byte = message[at++]
        if (byte === undefined) throw new UnknownGraph('the file is cut off')
        if (length === NEGATIVE_BYTES) return -complement - 1
        const bits = byte % 128
        value += bits * scale
        complement += (127 - bits) * scale
        if (byte < 128) return value
        scale *= 128
      }
      throw new UnknownGraph('the file is not protobuf: a number without an end')
    },
  }
}
