/** Effects as bars, each from the sum before it to the sum with it; the total closes the row. */
export type Step = {
  readonly from: number
  readonly to: number
  readonly kind: 'start' | 'change' | 'total'
}

export function stepsOf(effects: readonly number[]): readonly Step[] {
  let sum = 0
  const steps = effects.map((effect, index): Step => {
    const from = sum
    sum += effect
    return { from, to: sum, kind: index === 0 ? 'start' : 'change' }
  })
  return [...steps, { from: 0, to: sum, kind: 'total' }]
}
