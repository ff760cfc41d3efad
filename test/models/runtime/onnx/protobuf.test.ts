import { expect, test } from 'vitest'
import { eachField, pushInts, type Wire } from '../../../../models/runtime/onnx/protobuf'
import { UnknownGraph } from '../../../../models/runtime/onnx/unknown-graph'
import { message, varint } from '../../../build/onnx-writer'

function fieldsOf(bytes: Uint8Array): [number, Wire][] {
  const fields: [number, Wire][] = []
  eachField(bytes, (field, value) => fields.push([field, value]))
  return fields
}

test.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 53 - 1, -1, -2, -(2 ** 40)])('reads %d', (value) => {
  expect(fieldsOf(message([3, value]))).toEqual([[3, value]])
})

test('fields come in the order of the file, those of fixed width as bytes', () => {
  const fixed = [5 * 8 + 5, 1, 2, 3, 4, 6 * 8 + 1, 1, 2, 3, 4, 5, 6, 7, 8]
  const bytes = Uint8Array.from([...message([200, 'a'], [2, 7]), ...fixed])
  expect(fieldsOf(bytes)).toEqual([
    [200, Uint8Array.of(97)],
    [2, 7],
    [5, Uint8Array.of(1, 2, 3, 4)],
    [6, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
  ])
})

test('integers are the same packed or one a field', () => {
  const ints: number[] = []
  pushInts(5, ints)
  pushInts(Uint8Array.from([300, -1, 0].flatMap(varint)), ints)
  expect(ints).toEqual([5, 300, -1, 0])
})

test.each([
  ['inside a number', [8, 128]],
  ['inside a text', [10, 5, 97]],
  ['in a number without an end', [8, ...Array(11).fill(128)]],
  ['with a wire type that is none', [12, 0]],
])('a file that ends %s is refused', (_, bytes) => {
  expect(() => fieldsOf(Uint8Array.from(bytes))).toThrow(UnknownGraph)
})
