/**
 * ONNX Runtime Web, started once per isolate and only when a model is opened. Workers may not
 * compile WASM from bytes, so the binary is imported as a compiled module, and while the runtime
 * starts `WebAssembly.instantiate` hands out an instance of that module for any bytes it is given.
 * Bundle: 14.2 MB of WASM (3.6 MB gzip), 0.1 MB of JavaScript, none of it run in global scope.
 * WASM memory: 16 MB after start, 40 MB with one model of 1 MB; it never shrinks.
 */
import type * as OnnxRuntime from 'onnxruntime-web/wasm'
import type { Contributions } from '../../models/runtime/hosted-model'
import { oneAtATime, type Turnstile } from './one-at-a-time'

export type Session = {
  /** `features` is [rows, inputs] in row order; so is the answer, [rows, outputs]. */
  run(features: Float32Array, rows: number): Promise<Float32Array>
  /** Contributions of one row to the output in that column, where engine and file support it. */
  explain?(features: Float32Array, output: number): Contributions | undefined
  release(): Promise<void>
}

export type OpenSession = (onnx: Uint8Array) => Promise<Session>

export type Runtime = {
  readonly open: OpenSession
  /** Bytes that count against the 128 MB of the isolate; 0 before the runtime started. */
  memoryBytes(): number
}

/** One for each isolate: a second WASM instance would not fit beside the first. */
export function createRuntime(): Runtime {
  const wasm: Wasm = { memory: undefined, turnstile: oneAtATime() }
  return {
    open: (onnx) => openSession(wasm, onnx),
    memoryBytes: () => wasm.memory?.buffer.byteLength ?? 0,
  }
}

type Wasm = { memory: WebAssembly.Memory | undefined; readonly turnstile: Turnstile }

async function openSession(wasm: Wasm, onnx: Uint8Array): Promise<Session> {
  const { turnstile } = wasm
  const ort = await importRuntime()
  const session = await turnstile(() =>
    withModuleInstances(wasm, () => ort.InferenceSession.create(onnx))
  )
  return {
    run: (features, rows) =>
      turnstile(async () => {
        const input = new ort.Tensor('float32', features, [rows, features.length / rows])
        const { outputs } = await session.run({ features: input })
        if (outputs?.data instanceof Float32Array) return outputs.data
        throw new TypeError('the model has no float32 output named "outputs"')
      }),
    release: () => turnstile(() => session.release()),
  }
}

async function importRuntime(): Promise<typeof OnnxRuntime> {
  const ort = await import('onnxruntime-web/wasm')
  ort.env.logLevel = 'error'
  ort.env.wasm.numThreads = 1
  // Any bytes: they only keep the runtime from fetching its binary.
  ort.env.wasm.wasmBinary = new ArrayBuffer(8)
  return ort
}

/** The runtime instantiates its binary inside its first session. */
async function withModuleInstances<Result>(
  wasm: Wasm,
  task: () => Promise<Result>
): Promise<Result> {
  if (wasm.memory) return task()
  const { instantiate } = WebAssembly
  const { default: module } = await import('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  const instantiateModule = async (_bytes: unknown, imports: WebAssembly.Imports) => {
    const instance = await instantiate(module, imports)
    wasm.memory = Object.values(imports)
      .flatMap((namespace) => Object.values(namespace))
      .find((value) => value instanceof WebAssembly.Memory)
    return { module, instance }
  }
  Object.assign(WebAssembly, { instantiate: instantiateModule })
  try {
    return await task()
  } finally {
    Object.assign(WebAssembly, { instantiate })
  }
}
