import { expect, test } from 'vitest'
import { openSession, wasmMemoryBytes } from '../../../workers/inference/runtime'
import { linearOnnx } from './linear-onnx'

const doubled = () =>
  openSession(
    linearOnnx(
      [
        [2, 0],
        [0, 3],
      ],
      [1, 0]
    )
  )

test('the runtime starts with the first session, and says what memory it took', async () => {
  expect(wasmMemoryBytes()).toBe(0)
  const instantiate = WebAssembly.instantiate
  const session = await doubled()
  expect(WebAssembly.instantiate).toBe(instantiate)
  expect([...(await session.run(Float32Array.of(1, 2, 3, 4), 2))]).toEqual([3, 6, 7, 12])
  expect(wasmMemoryBytes()).toBeGreaterThan(8 << 20)
  expect(wasmMemoryBytes()).toBeLessThanOrEqual(20 << 20)
  await session.release()
})

test('runs that are asked together answer each their own rows', async () => {
  const session = await doubled()
  const asked = Array.from({ length: 500 }, (_, at) => at)
  const answers = await Promise.all(asked.map((at) => session.run(Float32Array.of(at, at), 1)))
  expect(answers.map(([first]) => first)).toEqual(asked.map((at) => 2 * at + 1))
  await session.release()
})

test('a file that is not ONNX is refused, and the next one opens', async () => {
  await expect(openSession(new Uint8Array(100))).rejects.toThrow()
  const session = await doubled()
  expect([...(await session.run(Float32Array.of(1, 1), 1))]).toEqual([3, 3])
  await session.release()
})
