import { expect, test } from 'vitest'
import { printedLine } from '../../../tools/server/log-lines'

const line = (fields: Record<string, unknown>) => ({
  level: String(fields.level),
  message: JSON.stringify(fields),
})

test('a local server prints warnings, errors and failed work, and no request that went well', () => {
  const fine = line({ level: 'info', message: 'request', outcome: 'ok' })
  const failed = line({ level: 'info', message: 'request', outcome: 'failed' })
  const error = line({ level: 'error', message: 'batch not settled' })
  const loaded = line({ level: 'info', message: 'fare model loaded' })
  expect(printedLine(fine, false)).toBeUndefined()
  expect(printedLine(fine, true)).toBe(fine.message)
  for (const each of [failed, error, loaded]) expect(printedLine(each, false)).toBe(each.message)
})

test('a line of the runtime itself is printed with its level', () => {
  expect(printedLine({ level: 'warn', message: 'slow wasm' }, false)).toBe('warn slow wasm')
})
