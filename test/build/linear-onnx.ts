/** The smallest ONNX file that predicts fares: one Gemm, outputs = features x weights + bias. */
import { floats, model, node } from './onnx-writer'

/** `weights[input][output]`, `bias[output]`. */
export function linearOnnx(weights: readonly (readonly number[])[], bias: readonly number[]) {
  return model({
    nodes: [node({ type: 'Gemm', inputs: ['features', 'w', 'b'], outputs: ['outputs'] })],
    constants: [
      floats('w', [weights.length, bias.length], weights.flat()),
      floats('b', [bias.length], bias),
    ],
    inputs: weights.length,
    outputs: bias.length,
    opsets: { '': 13 },
  })
}
