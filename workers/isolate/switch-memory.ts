/** The switch that stops writes, as an isolate last read it. */

export type WriteSwitch = {
  /** Epoch ms at which writes were switched off. */
  readonly since: number
  readonly reason: string
}

export type SwitchMemory = {
  /** Undefined while writes are on. */
  state: WriteSwitch | undefined
  /** The wall clock of the last read; 0 before the first. */
  readAt: number
}

export function createSwitchMemory(): SwitchMemory {
  return { state: undefined, readAt: 0 }
}
