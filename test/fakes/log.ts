/** A log that keeps its lines, each as the object its JSON holds. */
import { createLog, type Log } from '../../workers/log'

export type FakeLog = { readonly log: Log; readonly lines: Record<string, unknown>[] }

export function createFakeLog(): FakeLog {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ request_id: 'test' }, (_, line) => lines.push(JSON.parse(line)))
  return { log, lines }
}
