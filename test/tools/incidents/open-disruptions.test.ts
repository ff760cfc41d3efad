/** The labelled disruptions of national traffic; run with DATA_DIR set to the folder with openfares/. */
import { expect, test } from 'vitest'
import { disruptionFigures } from '../../../tools/incidents/open-disruptions'

const DATA = process.env.DATA_DIR ?? ''

test.skipIf(DATA === '')(
  'every labelled disruption is found at its first observations, once, with few others beside',
  () => {
    const { events, falsePer60 } = disruptionFigures(DATA)
    expect(events).toHaveLength(5)
    for (const { label, delay, incidents } of events) {
      expect([label, delay !== undefined && delay <= 1]).toEqual([label, true])
      expect([label, incidents]).toEqual([label, 1])
    }
    expect(falsePer60.labelled).toBeLessThanOrEqual(1)
  }
)
