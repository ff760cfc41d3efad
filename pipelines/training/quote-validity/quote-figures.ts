/** Scores probabilities: log loss, Brier score, calibration error and ranking. */
export type Judged = { readonly chance: number; readonly isValid: boolean }

const LEAST = 1e-4
const BINS = 10

export function chanceFigures(judged: readonly Judged[]): Record<string, number> {
  return {
    log_loss: logLoss(judged),
    brier: mean(judged.map(({ chance, isValid }) => (chance - Number(isValid)) ** 2)),
    ece: calibrationError(judged),
    auc: auc(judged),
    held: mean(judged.map(({ isValid }) => Number(isValid))),
  }
}

export function logLoss(judged: readonly Judged[]): number {
  return mean(
    judged.map(({ chance, isValid }) => {
      const clamped = Math.min(1 - LEAST, Math.max(LEAST, chance))
      return -Math.log(isValid ? clamped : 1 - clamped)
    })
  )
}

/** Returns the mean gap between predicted and observed rates over ten bins of equal size. */
export function calibrationError(judged: readonly Judged[]): number {
  const sorted = judged.toSorted((a, b) => a.chance - b.chance)
  let gap = 0
  for (let bin = 0; bin < BINS; bin += 1) {
    const from = Math.floor((sorted.length * bin) / BINS)
    const rows = sorted.slice(from, Math.floor((sorted.length * (bin + 1)) / BINS))
    gap += Math.abs(rows.reduce((sum, { chance, isValid }) => sum + chance - Number(isValid), 0))
  }
  return gap / judged.length
}

/** Returns the probability that a valid quote ranks above an invalid one; ties count half. */
export function auc(judged: readonly Judged[]): number {
  const sorted = judged.toSorted((a, b) => a.chance - b.chance)
  let [rankSum, valid, at] = [0, 0, 0]
  while (at < sorted.length) {
    let end = at
    while (end < sorted.length && sorted[end]?.chance === sorted[at]?.chance) end += 1
    const rank = (at + 1 + end) / 2
    for (const each of sorted.slice(at, end)) {
      if (!each.isValid) continue
      rankSum += rank
      valid += 1
    }
    at = end
  }
  const lost = sorted.length - valid
  return valid === 0 || lost === 0 ? 0.5 : (rankSum - (valid * (valid + 1)) / 2) / (valid * lost)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
