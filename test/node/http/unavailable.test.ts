import { expect, test } from 'vitest'
import { allOf, reach, Unavailable } from '../../../workers/http/unavailable'

test('names the part that did not answer, with the cause', async () => {
  const cause = new Error('D1_ERROR: overloaded')
  const failure = await reach('database', Promise.reject(cause)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Unavailable)
  expect(failure).toMatchObject({ message: 'The database does not answer', cause })
})

test('passes on what a part returned', async () => {
  expect(await reach('lake', Promise.resolve(3))).toBe(3)
})

test('throws the first failure only after all works have ended', async () => {
  let ended = false
  const slow = new Promise<void>((resolve) => {
    setTimeout(() => {
      ended = true
      resolve()
    }, 5)
  })
  const works = [Promise.reject(new Error('first')), slow, Promise.reject(new Error('second'))]
  await expect(allOf(works)).rejects.toThrow('first')
  expect(ended).toBe(true)
  await expect(allOf([])).resolves.toBeUndefined()
})
