/** The card of a prior, written from its manifest alone. */
import type { PriorManifest, PriorRegionManifest } from '../../models/prior/prior-manifest'

export function priorCard(manifest: PriorManifest): string {
  const { version, task, levels_bytes, levels_sha256, created_at, training } = manifest
  return [
    `# Prior ${version}`,
    `${task[0]?.toUpperCase()}${task.slice(1)}. Packed levels of ${levels_bytes.toLocaleString('en')} bytes, SHA-256 \`${levels_sha256}\`, written ${created_at} with seed ${training.seed} by \`npm run priors\`.`,
    "For each pair of cities: an additive fit of log fares (a broken line over the distance, a city effect, a quarter effect), corrected by residuals of pairs that share a city and end within 900 km of the other, and by the pair's own fares as far as their tickets carry. A market whose airports are of no known city takes the curve of distance and the season of its region.",
    '## Data',
    table(
      ['data', 'rows', 'quarters', 'licence'],
      training.data.map(({ name, url, rows, from, to, licence }) => [
        `[${name}](${url})`,
        rows.toLocaleString('en'),
        `${from} to ${to}`,
        licence,
      ])
    ),
    '## How wrong it is',
    'On fares that the fit did not see (`npm run priors -- --evaluate`). WAPE of fares, and of fares weighed by their travellers; coverage of the 80 % interval, by rows and by travellers. An interval is measured on other folds of pairs, or on earlier years than the one it is tested on. DB1B rows with fewer than 100 tickets are not judged: their means are mostly chance.',
    table(
      [
        'data, split',
        'rows',
        'model',
        'WAPE',
        'WAPE by travellers',
        'bias',
        'cover 80',
        'cover 80 by travellers',
      ],
      manifest.metrics.map(({ data, split, rows, model, values }) => [
        `${data}, ${split}`,
        rows.toLocaleString('en'),
        model,
        ...['wape', 'wape_travellers', 'bias', 'coverage80', 'coverage80_travellers'].map((name) =>
          percent(values[name])
        ),
      ])
    ),
    '## Constants',
    CONSTANTS,
    '## Age',
    ...manifest.regions.map(ofRegion),
    '## Limits',
    [
      '- Covers markets within the United States and its territories, and within Australia. No other open data of fares is in it: India publishes traffic without fares.',
      '- A level is of economy fares of an ordinary trip, one direction; a round trip is taken as twice that. DB1B is the mean of fares paid over all cabins and days of purchase, BITRE the lowest return three weeks ahead: neither is the lowest fare of a search today.',
      '- Years past the oldest that was tested are extrapolated: both bounds of the interval move outwards by the larger of what they moved a year on the data.',
      '- It is no reason to buy or to wait.',
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Constants that are chosen by hand, and the figures that were in view. */
const CONSTANTS = [
  'Levels, city and quarter effects, the distance curve, seasons and intervals are fitted on the rows of each split. These constants are chosen by hand and are the same in every split and region:',
  [
    '- bends of the distance curve at 250, 500, 900, 1,500, 2,500 and 4,000 km;',
    '- the kernel of near pairs, 150 km with an end at 900 km, and the weight of 25 travellers at which own fares weigh as much as neighbours;',
    '- the ridge of half a pair on city effects, and the weight 0.85 a quarter of older fares;',
    '- the 100 tickets below which a row of DB1B is not judged, and 20 to 3,000 USD as credible fares of it;',
    '- the weight of five markets that shrinks the factor of own observed markets, which no split here measures.',
  ].join('\n'),
  'They were chosen with the DB1B splits above in view, and no pairs or quarters were kept apart from that choice: the DB1B figures are those of a validation, not of a test that was touched once. BITRE takes the same constants; no choice was made on its fares. The year after the last cut has the index of that year, as an answer would.',
].join('\n\n')

function ofRegion({ name, fare, index, intervals, base_quarters }: PriorRegionManifest): string {
  const last = index?.values.at(-1)
  const base = `${name}: ${fare}; levels are of ${base_quarters.at(-1)} to ${base_quarters[0]}.`
  const brought =
    index && last
      ? `They are brought to the day of the question by ${index.name} (${index.source}; ${index.licence}), which stands at ${last.value} in ${last.quarter}, ${percent(indexChange(index, base_quarters))} over its mean in those quarters. Past ${last.quarter} its last figure is taken.`
      : 'No index of fares is carried: levels stay in the prices of those quarters.'
  const rows = intervals.map(({ kind, age_years, rows: count, low, high }) => [
    kind,
    String(age_years),
    count.toLocaleString('en'),
    `${percent(Math.exp(low) - 1)} to +${percent(Math.exp(high) - 1)}`,
  ])
  return `${base} ${brought}\n\n${table(['rests on', 'years after the data', 'rows', '80 % interval'], rows)}`
}

function indexChange(
  index: NonNullable<PriorRegionManifest['index']>,
  base: readonly string[]
): number {
  const values = index.values.filter(({ quarter }) => base.includes(quarter))
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length
  return (index.values.at(-1)?.value ?? mean) / mean - 1
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n')
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${(share * 100).toFixed(1)} %`
}
