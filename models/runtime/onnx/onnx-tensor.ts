/** Reads a TensorProto of the element types that a forest needs; for others, only the name. */
import { asBytes, asName, asNumber, eachField, pushInts } from './protobuf'
import { UnknownGraph } from './unknown-graph'

export type Tensor = {
  readonly name: string
  readonly dims: readonly number[]
  /** Set for element type float32. */
  readonly floats?: Float32Array
  /** Set for element type uint8 or int64. */
  readonly ints?: readonly number[]
}

const FLOAT = 1
const UINT8 = 2
const INT64 = 7
const EMPTY = new Uint8Array()

export function readTensor(message: Uint8Array): Tensor {
  const dims: number[] = []
  const ints: number[] = []
  let [name, type, outside] = ['', 0, false]
  let raw: Uint8Array | undefined
  eachField(message, (field, value) => {
    if (field === 1) pushInts(value, dims)
    else if (field === 2) type = asNumber(value)
    else if (field === 5 || field === 7) pushInts(value, ints)
    else if (field === 8) name = asName(value)
    // Packed float_data has the same bytes as raw_data.
    else if (field === 4 || field === 9) raw = asBytes(value)
    else if (field === 13 || field === 14) outside = true
  })
  if (outside) throw new UnknownGraph(`tensor ${name} has its data in another file`)
  const size = dims.reduce((product, dim) => product * dim, 1)
  if (type === FLOAT) return { name, dims, floats: sized(floatsOf(raw ?? EMPTY), size, name) }
  if (type === UINT8 || type === INT64) {
    return { name, dims, ints: sized(raw ? intsOf(raw, type) : ints, size, name) }
  }
  return { name, dims }
}

function sized<List extends { readonly length: number }>(list: List, size: number, name: string) {
  if (list.length === size) return list
  throw new UnknownGraph(`tensor ${name} has ${list.length} values, its shape needs ${size}`)
}

/** Little-endian, as the file and every supported platform are; the copy is aligned. */
function floatsOf(raw: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(whole(raw, 4)).buffer)
}

function intsOf(raw: Uint8Array, type: number): readonly number[] {
  if (type === UINT8) return Array.from(raw)
  return Array.from(new BigInt64Array(new Uint8Array(whole(raw, 8)).buffer), Number)
}

function whole(raw: Uint8Array, width: number): Uint8Array {
  if (raw.length % width === 0) return raw
  throw new UnknownGraph(`a tensor of ${width} byte values has ${raw.length} bytes`)
}
