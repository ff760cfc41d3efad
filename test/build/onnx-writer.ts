/** ONNX files for tests, protobuf by hand: no writer of ONNX runs in workerd. */
export type Field = readonly [field: number, value: number | string | Uint8Array]

const text = new TextEncoder()
const FLOAT = 1
const UINT8 = 2
const INT64 = 7

export function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  for (; rest > 127n; rest /= 128n) bytes.push(Number(rest % 128n) + 128)
  return [...bytes, Number(rest)]
}

export function message(...fields: Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [...varint(field * 8), ...varint(value)]
      const bytes = typeof value === 'string' ? text.encode(value) : value
      return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
    })
  )
}

export function floats(name: string, dims: readonly number[], values: readonly number[]) {
  const raw = new Uint8Array(Float32Array.from(values).buffer)
  return message(...shape(dims), [2, FLOAT], [8, name], [9, raw])
}

export function uint8s(name: string, values: readonly number[]): Uint8Array {
  return message([1, values.length], [2, UINT8], [8, name], [9, Uint8Array.from(values)])
}

export function int64s(name: string, values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
  return message([1, values.length], [2, INT64], [8, name], [9, raw])
}

/** A float32 matrix with a variable number of rows. */
export function table(name: string, columns: number): Uint8Array {
  const dims = message([1, message([2, 'rows'])], [1, message([1, columns])])
  return message([1, name], [2, message([1, message([1, FLOAT], [2, dims])])])
}

/** An attribute: an integer, a list of integers, or a tensor. */
export function attribute(name: string, value: number | readonly number[] | Uint8Array) {
  if (typeof value === 'number') return message([1, name], [3, value], [20, 2])
  if (value instanceof Uint8Array) return message([1, name], [5, value], [20, 4])
  return message([1, name], ...value.map((int): Field => [8, int]), [20, 7])
}

export type NodeParts = {
  readonly type: string
  readonly domain?: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, number | readonly number[] | Uint8Array>>
}

export function node({ type, domain = '', inputs, outputs, attributes = {} }: NodeParts) {
  return message(
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [4, type],
    ...Object.entries(attributes).map(([name, value]): Field => [5, attribute(name, value)]),
    [7, domain]
  )
}

export type ModelParts = {
  readonly nodes: readonly Uint8Array[]
  readonly constants?: readonly Uint8Array[]
  readonly inputs: number
  readonly outputs: number
  readonly opsets: Readonly<Record<string, number>>
  readonly metadata?: Readonly<Record<string, string>>
}

/** One matrix `features` in, one matrix `outputs` out. */
export function model(parts: ModelParts): Uint8Array {
  const { nodes, constants = [], inputs, outputs, opsets, metadata = {} } = parts
  const graph = message(
    ...nodes.map((one): Field => [1, one]),
    [2, 'graph'],
    ...constants.map((one): Field => [5, one]),
    [11, table('features', inputs)],
    [12, table('outputs', outputs)]
  )
  const sets = Object.entries(opsets).map(
    ([domain, version]): Field => [8, message([1, domain], [2, version])]
  )
  const metadataProps = Object.entries(metadata).map(
    ([key, value]): Field => [14, message([1, key], [2, value])]
  )
  return message([1, 10], [7, graph], ...sets, ...metadataProps)
}

function shape(dims: readonly number[]): Field[] {
  return dims.map((size) => [1, size])
}
