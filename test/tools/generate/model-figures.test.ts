import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Manifest } from '../../../models/runtime/artifact'
import { type FigureRow, figureTable } from '../../../tools/generate/model-figures'

const manifests = globSync('models/artifacts/fare/*/manifest.json').map((file) =>
  Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
)
const row: FigureRow = {
  model: 'fare',
  title: 'fare, whole offer',
  data: 'easemytrip',
  split: 'unseen flights, 20 %',
  rule: 'fare model, offer',
  columns: [{ name: 'r2', title: 'R2', as: 'number' }],
  beside: ['last price'],
  target: '0.935',
}

describe('the table of figures', () => {
  it('shows the figure of a manifest beside those of other rules on the same rows', () => {
    const metrics = manifests.flatMap(({ metrics }) => metrics)
    const r2 = (rule: string) =>
      metrics
        .find(({ split, model }) => split === row.split && model === rule)
        ?.values.r2?.toFixed(3)
    const [, , line] = figureTable(manifests, [row]).split('\n')
    expect(line).toContain(
      `| R2 | **${r2('fare model, offer')}** | last price ${r2('last price')} |`
    )
  })

  it('refuses a rule that the manifest does not have', () => {
    expect(() => figureTable(manifests, [{ ...row, rule: 'another rule' }])).toThrow(
      'has no figure of "another rule" on easemytrip, unseen flights, 20 %'
    )
    expect(() => figureTable(manifests, [{ ...row, model: 'weather' }])).toThrow('weather')
  })
})
