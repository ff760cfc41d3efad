import { expect, test } from 'vitest'
import { isRefusal, reasonOf } from '../../../workers/objects/market-refusal'

const marked = (marks: object) => Object.assign(new Error('thrown'), marks)

test.each([
  ['thrown inside the object', marked({ remote: true }), true],
  ['of our own code before the call', new RangeError('too many'), true],
  ['that may pass', marked({ remote: true, retryable: true }), false],
  ['of an overloaded object', marked({ remote: true, overloaded: true }), false],
  ['of a reset', marked({ remote: true, durableObjectReset: true }), false],
  ['of the platform', new Error('Network connection lost.'), false],
  ['that is no error', 'text', false],
])('an error %s is a refusal: %s is %s', (_, error, expected) => {
  expect(isRefusal(error)).toBe(expected)
})

test('gives the reason of whatever was thrown', () => {
  expect(reasonOf(new TypeError('no offers'))).toBe('no offers')
  expect(reasonOf(7)).toBe('7')
})
