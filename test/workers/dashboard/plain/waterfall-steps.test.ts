import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stepsOf } from '../../../../workers/dashboard/plain/waterfall-steps'

it('each bar starts where the one before it ended, and the total is their sum', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }), (effects) => {
      const steps = stepsOf(effects)
      const total = steps.at(-1)
      expect(total).toEqual({
        from: 0,
        to: effects.reduce((sum, each) => sum + each, 0),
        kind: 'total',
      })
      expect(steps[0]).toMatchObject({ from: 0, kind: 'start' })
      for (const [index, step] of steps.slice(0, -1).entries()) {
        expect(step.from).toBe(index === 0 ? 0 : steps[index - 1]?.to)
      }
    })
  )
})
