/** Validity of quotes by age, as a non-increasing step function: the information of a fixed time to live. */
export type Aged = { readonly ageMs: number; readonly isValid: boolean }

/** Rows a step before pooling. */
const FEWEST = 200

export function fitAgeCurve(aged: readonly Aged[]): (ageMs: number) => number {
  const steps = pooled(stepsOf(aged.toSorted((a, b) => a.ageMs - b.ageMs)))
  return (ageMs) => {
    const step = steps.findLast(({ from }) => from <= ageMs) ?? steps[0]
    return step ? step.valid / step.rows : 1
  }
}

type Step = { from: number; rows: number; valid: number }

/** Rows of the same age stay in one step. */
function stepsOf(sorted: readonly Aged[]): Step[] {
  const steps: Step[] = []
  let previous = -1
  for (const { ageMs, isValid } of sorted) {
    const last = steps.at(-1)
    if (last && (last.rows < FEWEST || ageMs === previous)) {
      last.rows += 1
      last.valid += Number(isValid)
    } else steps.push({ from: ageMs, rows: 1, valid: Number(isValid) })
    previous = ageMs
  }
  return steps
}

/** Merges adjacent increasing steps (pool adjacent violators). */
function pooled(steps: readonly Step[]): Step[] {
  const falling: Step[] = []
  for (const step of steps) {
    let last = { ...step }
    for (let before = falling.at(-1); before && rises(before, last); before = falling.at(-1)) {
      falling.pop()
      last = {
        from: before.from,
        rows: before.rows + last.rows,
        valid: before.valid + last.valid,
      }
    }
    falling.push(last)
  }
  return falling
}

function rises(before: Step, after: Step): boolean {
  return after.valid / after.rows > before.valid / before.rows
}
