/** The steps a run took, or would take, one line each; with --json one document at the end. */
export type Action = 'done' | 'kept' | 'would' | 'passed' | 'failed' | 'note'

export type Step = { readonly step: string; readonly action: Action; readonly detail: string }

export type Journal = {
  readonly steps: readonly Step[]
  write(step: string, action: Action, detail: string): void
}

const MARKS: Readonly<Record<Action, string>> = {
  done: '+',
  kept: '=',
  would: '?',
  passed: '+',
  failed: 'x',
  note: ' ',
}

export function createJournal(print: (line: string) => void): Journal {
  const steps: Step[] = []
  return {
    steps,
    write(step, action, detail) {
      steps.push({ step, action, detail })
      print(`${MARKS[action]} ${step.padEnd(12)} ${action === 'would' ? 'would ' : ''}${detail}`)
    },
  }
}
