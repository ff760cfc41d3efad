/**
 * Writes the smallest ONNX file that predicts fares: one Gemm, outputs = features x weights + bias.
 * Protobuf by hand, since no writer of ONNX runs in workerd.
 */
type Field = readonly [field: number, value: number | string | Uint8Array]

const text = new TextEncoder()
const FLOAT = 1

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

function message(...fields: Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [...varint(field * 8), ...varint(value)]
      const bytes = typeof value === 'string' ? text.encode(value) : value
      return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
    })
  )
}

function matrix(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer)
  const shape = dims.map((size): Field => [1, size])
  return message(...shape, [2, FLOAT], [8, name], [9, raw])
}

function table(name: string, columns: number): Uint8Array {
  const shape = message([1, message([2, 'rows'])], [1, message([1, columns])])
  return message([1, name], [2, message([1, message([1, FLOAT], [2, shape])])])
}

/** `weights[input][output]`, `bias[output]`. */
export function linearOnnx(weights: readonly (readonly number[])[], bias: readonly number[]) {
  const gemm = message([1, 'features'], [1, 'w'], [1, 'b'], [2, 'outputs'], [4, 'Gemm'])
  const graph = message(
    [1, gemm],
    [2, 'linear'],
    [5, matrix('w', [weights.length, bias.length], weights.flat())],
    [5, matrix('b', [bias.length], bias)],
    [11, table('features', weights.length)],
    [12, table('outputs', bias.length)]
  )
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])])
}
