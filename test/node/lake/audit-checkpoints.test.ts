import { expect, test } from 'vitest'
import { readCheckpoints, writeCheckpoint } from '../../../workers/lake/audit-checkpoints'
import { inWorld } from '../in-world'

const checkpoint = (day: string, sequence = 1) => ({ day, sequence, hash: 'a'.repeat(64) })

test('keeps the first checkpoint of a day', () =>
  inWorld(async ({ lake, simulation }) => {
    expect(await writeCheckpoint(lake, 'acme', checkpoint('2026-01-19'))).toBe(true)
    await simulation.wait(2_000)
    expect(await writeCheckpoint(lake, 'acme', checkpoint('2026-01-19', 9))).toBe(false)
    expect(await readCheckpoints(lake, 'acme')).toEqual([checkpoint('2026-01-19')])
  }))

test('reads the checkpoints of one account in the order of days', () =>
  inWorld(async ({ lake }) => {
    for (const day of ['2026-01-20', '2026-01-19'])
      await writeCheckpoint(lake, 'acme', checkpoint(day))
    await writeCheckpoint(lake, 'zeta', checkpoint('2026-01-18'))
    const days = (await readCheckpoints(lake, 'acme')).map(({ day }) => day)
    expect(days).toEqual(['2026-01-19', '2026-01-20'])
    expect(await readCheckpoints(lake, 'nobody')).toEqual([])
  }))
