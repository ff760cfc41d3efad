import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { answerEach } from '../../../models/runtime/answer-each'

const double = (numbers: readonly number[]) => Promise.resolve(numbers.map((each) => each * 2))

test('returns each item with the answers to its own questions, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer())), async (items) => {
      const answered = await answerEach(items, (item) => item, double)
      expect(answered).toEqual(items.map((item) => [item, item.map((each) => each * 2)]))
    })
  )
})

test('answers all questions in one call, and asks nothing where no item has a question', async () => {
  const answerAll = vi.fn(double)
  await answerEach([[1, 2], [], [3]], (item) => item, answerAll)
  expect(answerAll.mock.calls).toEqual([[[1, 2, 3]]])
  expect(await answerEach(['invalid'], () => [], answerAll)).toEqual([['invalid', []]])
  expect(answerAll).toHaveBeenCalledTimes(1)
})

test('refuses another number of answers than questions', async () => {
  const none = () => Promise.resolve([])
  await expect(answerEach([1], (item) => [item], none)).rejects.toThrow('1 questions yielded 0')
})
