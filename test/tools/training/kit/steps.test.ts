import { expect, it } from 'vitest'
import { createSteps } from '../../../../tools/training/kit/steps'

it('reports each step with the total and the time left', async () => {
  const lines: string[] = []
  let now = 0
  const steps = createSteps(
    3,
    (line) => lines.push(line),
    () => now
  )
  const result = await steps.run('evaluating fare', async () => {
    now += 10_000
    return 7
  })
  expect(result).toBe(7)
  expect(lines).toEqual(['Step 1 of 3: evaluating fare', '1 of 3 steps done, about 20 s left'])
})

it('reports training rows at most every 5 s', async () => {
  const lines: string[] = []
  let now = 0
  const steps = createSteps(
    1,
    (line) => lines.push(line),
    () => now
  )
  await steps.run('training fare', async () => {
    for (let row = 0; row < 10_000; row += 1) {
      now += 1
      steps.row()
    }
  })
  expect(lines.filter((line) => line.endsWith('rows written'))).toEqual([
    '5000 training rows written',
    '10000 training rows written',
  ])
})
