/** An ONNX file as its graph: nodes in execution order, constants, input and output names. */

import { readTensor, type Tensor } from './onnx-tensor'
import { asBytes, asName, asNumber, eachField, pushInts, type Wire } from './protobuf'
import { UnknownGraph } from './unknown-graph'

/** "other" stands for the kinds that no supported operator has. */
export type Attribute = number | readonly number[] | Float32Array | Tensor | Texts | 'other'
export type Texts = { readonly texts: readonly string[] }

export type GraphNode = {
  /** Includes the domain unless it is ONNX's own: "ai.onnx.ml.TreeEnsemble". */
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
}

/** A float32 matrix; -1 where a size is not fixed. */
export type Port = { readonly name: string; readonly dims: readonly number[] }

export type Graph = {
  /** Opset by domain, "" being ONNX's own. */
  readonly opsets: ReadonlyMap<string, number>
  readonly nodes: readonly GraphNode[]
  readonly constants: ReadonlyMap<string, Tensor>
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  /** The file's metadata, by key. */
  readonly metadata: ReadonlyMap<string, string>
}

const FLOAT = 1

export function readGraph(onnx: Uint8Array): Graph {
  const opsets = new Map<string, number>()
  const metadata = new Map<string, string>()
  let body: Uint8Array | undefined
  eachField(onnx, (field, value) => {
    if (field === 7) body = asBytes(value)
    else if (field === 8) opsets.set(...readOpset(asBytes(value)))
    else if (field === 14) metadata.set(...readEntry(asBytes(value)))
    else if (field === 25) throw new UnknownGraph('the file defines functions')
  })
  if (!body) throw new UnknownGraph('the file has no graph')
  const nodes: GraphNode[] = []
  const constants = new Map<string, Tensor>()
  const inputs: Port[] = []
  const outputs: Port[] = []
  eachField(body, (field, value) => {
    if (field === 1) nodes.push(readNode(asBytes(value)))
    else if (field === 5) {
      const tensor = readTensor(asBytes(value))
      constants.set(tensor.name, tensor)
    } else if (field === 11) inputs.push(readPort(asBytes(value)))
    else if (field === 12) outputs.push(readPort(asBytes(value)))
    else if (field === 15) throw new UnknownGraph('the file has sparse constants')
  })
  return { opsets, nodes, constants, inputs, outputs, metadata }
}

function readOpset(message: Uint8Array): [domain: string, version: number] {
  let [domain, version] = ['', 0]
  eachField(message, (field, value) => {
    if (field === 1) domain = asName(value)
    else if (field === 2) version = asNumber(value)
  })
  return [domain, version]
}

function readEntry(message: Uint8Array): [key: string, value: string] {
  let [key, text] = ['', '']
  eachField(message, (field, value) => {
    if (field === 1) key = asName(value)
    else if (field === 2) text = asName(value)
  })
  return [key, text]
}

function readNode(message: Uint8Array): GraphNode {
  const inputs: string[] = []
  const outputs: string[] = []
  const attributes = new Map<string, Attribute>()
  let [type, domain] = ['', '']
  eachField(message, (field, value) => {
    if (field === 1) inputs.push(asName(value))
    else if (field === 2) outputs.push(asName(value))
    else if (field === 4) type = asName(value)
    else if (field === 5) attributes.set(...readAttribute(asBytes(value)))
    else if (field === 7) domain = asName(value)
  })
  return { operator: domain ? `${domain}.${type}` : type, inputs, outputs, attributes }
}

function readAttribute(message: Uint8Array): [name: string, value: Attribute] {
  const ints: number[] = []
  const floats: Uint8Array[] = []
  const texts: string[] = []
  let [name, type, int] = ['', 0, 0]
  let tensor: Tensor | undefined
  eachField(message, (field, value) => {
    if (field === 1) name = asName(value)
    else if (field === 3) int = asNumber(value)
    else if (field === 4 || field === 9) texts.push(asName(value))
    else if (field === 5) tensor = readTensor(asBytes(value))
    else if (field === 7) floats.push(asBytes(value))
    else if (field === 8) pushInts(value, ints)
    else if (field === 20) type = asNumber(value)
  })
  switch (type) {
    case 2:
      return [name, int]
    case 3:
    case 8:
      return [name, { texts }]
    case 4:
      return [name, tensor ?? 'other']
    case 6:
      return [name, readFloats(floats)]
    case 7:
      return [name, ints]
    default:
      return [name, 'other']
  }
}

/** One value per field or packed in one: the bytes are the same, little-endian. */
function readFloats(parts: readonly Uint8Array[]): Float32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  if (length % 4 !== 0) throw new UnknownGraph(`a list of float32 has ${length} bytes`)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return new Float32Array(bytes.buffer)
}

function readPort(message: Uint8Array): Port {
  let name = ''
  let element = 0
  const dims: number[] = []
  eachField(message, (field, value) => {
    if (field === 1) name = asName(value)
    else if (field === 2) inside(value, 1, (tensor) => eachField(asBytes(tensor), readType))
  })
  if (element !== FLOAT) throw new UnknownGraph(`${name} is not a float32 tensor`)
  return { name, dims }

  function readType(field: number, value: Wire): void {
    if (field === 1) element = asNumber(value)
    else if (field === 2) inside(value, 1, (dim) => dims.push(readDim(asBytes(dim))))
  }
}

function readDim(message: Uint8Array): number {
  let size = -1
  inside(message, 1, (value) => {
    size = asNumber(value)
  })
  return size
}

function inside(message: Wire, wanted: number, visit: (value: Wire) => void): void {
  eachField(asBytes(message), (field, value) => {
    if (field === wanted) visit(value)
  })
}
