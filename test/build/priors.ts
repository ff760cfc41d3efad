/** A small prior: three US cities, two of whose pairs were observed. */
import { packLevels } from '../../models/prior/packed-levels'
import { type Prior, readPrior } from '../../models/prior/prior'
import { PriorManifest } from '../../models/prior/prior-manifest'

export function priorFiles() {
  const levels = packLevels([
    {
      // Pairs New York-Chicago, New York-Miami, Chicago-Miami.
      pairs: [Math.log(200), Math.log(150), Math.log(180)],
      travellers: [5000, 8000, 0],
      citySeason: Array.from({ length: 12 }, () => 0),
    },
  ])
  const bounds = (age_years: number, low: number, high: number) => ({
    age_years,
    rows: 100,
    low,
    high,
  })
  const manifest = PriorManifest.parse({
    ...{ schema: 1, model: 'prior', version: 'test', created_at: '2026-11-01T00:00:00Z' },
    ...{ task: 'price level', interval_level: 0.8 },
    regions: [
      {
        ...{ name: 'the United States', countries: ['US'], currency: 'USD' },
        ...{
          fare: 'mean fare paid',
          source: 'DB1B',
          sampled_share: 0.1,
          from: '2010Q1',
          to: '2015Q4',
        },
        base_quarters: ['2015Q4', '2015Q3', '2015Q2', '2015Q1'],
        cities: [
          { name: 'New York City, NY', airports: ['JFK', 'LGA'] },
          { name: 'Chicago, IL', airports: ['ORD'] },
          { name: 'Miami, FL', airports: ['MIA'] },
        ],
        curve: [Math.log(250), 0, 0, 0, 0, 0, 0, 0],
        season: [-0.1, 0, 0.1, 0],
        intervals: [
          ...[bounds(1, -0.1, 0.1), bounds(5, -0.1, 0.3)].map((each) => ({
            kind: 'observed_pair',
            ...each,
          })),
          ...[bounds(0, -0.2, 0.2), bounds(5, -0.2, 0.4)].map((each) => ({
            kind: 'city_effects',
            ...each,
          })),
          ...[bounds(0, -0.3, 0.3), bounds(5, -0.4, 0.5)].map((each) => ({
            kind: 'distance',
            ...each,
          })),
        ],
        index: {
          ...{ name: 'an index', source: 'a bureau', licence: 'public domain' },
          values: [
            { quarter: '2015Q1', value: 90 },
            { quarter: '2015Q2', value: 110 },
            { quarter: '2015Q3', value: 95 },
            { quarter: '2015Q4', value: 105 },
            { quarter: '2026Q3', value: 120 },
          ],
        },
      },
    ],
    training: { data: [], seed: 1 },
    metrics: [],
    levels_bytes: levels.length,
    levels_sha256: '',
  })
  return { manifest, levels }
}

export function aPrior(): Prior {
  const { manifest, levels } = priorFiles()
  return readPrior(manifest, levels)
}
