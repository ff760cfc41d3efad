import { expect, test } from 'vitest'
import { drillRestore } from '../../tools/drill/drill-restore'

/**
 * Promise: everything but the bucket is lost
 * Kept: the database comes from the newest backup, markets from raw; what was written to D1 in the
 * last five minutes may be lost, no acknowledged event is
 */
test('everything but the bucket is lost, and restored with equal features', async () => {
  const drill = await drillRestore(20, 5)
  expect(drill).toMatchObject({ markets: 20, events: 100, lostEvents: 0, differing: 0 })
  // The sandbox's and the drill's account, and a key of each.
  expect(drill.rowsRestored).toBeGreaterThanOrEqual(3)
  expect(drill.lostSeconds).toBeLessThan(300)
})
