/** Evidence of versions, with losses by cluster. */
import type { ComparedUnit, Comparison } from '../../pipelines/registry/comparison'

/** Forty clusters of two rows; losses differ a little between clusters. */
export function unitsOf(candidate: number, champion: number, rule: number): ComparedUnit[] {
  return Array.from({ length: 40 }, (_, index) => {
    const own = 1 + 0.1 * Math.sin(index)
    return { n: 2, candidate: candidate * own, champion: champion * own, rule: rule * own }
  })
}

export function comparisonOf(changes: Partial<Comparison> = {}): Comparison {
  return {
    schema: 1,
    model: 'fare',
    version: 'v2',
    champion: 'v1',
    measure: 'relative error of the expected fare',
    window: { from: '2026-11-20T00:00:00.000Z', until: '2026-11-27T00:00:00.000Z' },
    data: 'lake of sandbox (test)',
    units: unitsOf(0.1, 0.2, 0.3),
    ...changes,
  }
}
