import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliasesAt, championBefore, type LogEntry } from '../../../pipelines/registry/aliases'

function entry(id: number, changes: Partial<LogEntry>): LogEntry {
  const base = { id, at: id * 10, action: 'promote', alias: 'champion', share: null } as const
  return { ...base, version: 'v1', ...changes }
}

test('the aliases at an instant are those of the latest entries by then', () => {
  const log = [
    entry(1, { version: 'v1' }),
    entry(2, { version: 'v2', alias: 'challenger', share: 0.05 }),
    entry(3, { version: 'v2' }),
    entry(4, { alias: 'challenger', action: 'clear', version: null }),
    entry(5, { alias: null, action: 'refuse', version: 'v3' }),
  ]
  expect(aliasesAt(log, 9)).toEqual({})
  expect(aliasesAt(log, 25)).toEqual({
    champion: { version: 'v1', share: null, since: 10 },
    challenger: { version: 'v2', share: 0.05, since: 20 },
  })
  expect(aliasesAt(log.toReversed(), 100)).toEqual({
    champion: { version: 'v2', share: null, since: 30 },
  })
})

test('a rollback returns to the champion before, and a second one farther back', () => {
  const log = [entry(1, { version: 'v1' }), entry(2, { version: 'v2' })]
  expect(championBefore(log)).toBe('v1')
  const once = [...log, entry(3, { action: 'rollback', version: 'v1' })]
  expect(championBefore(once)).toBeNull()
  const twice = [...once, entry(4, { action: 'rollback', version: null })]
  expect(championBefore(twice)).toBeUndefined()
  expect(championBefore([...once, entry(4, { version: 'v3' })])).toBe('v1')
})

test('however often it is promoted and rolled back, the way back ends at the shipped version', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (promotions) => {
      let log: LogEntry[] = []
      const expected: (string | null)[] = [null]
      for (const [index, isPromotion] of promotions.entries()) {
        const before = championBefore(log)
        if (isPromotion) {
          log = [...log, entry(index + 1, { version: `v${index}` })]
          expected.push(`v${index}`)
        } else if (before !== undefined) {
          log = [...log, entry(index + 1, { action: 'rollback', version: before })]
          expected.pop()
        }
        expect(championBefore(log)).toBe(expected.length > 1 ? expected.at(-2) : undefined)
      }
    })
  )
})
