/**
 * The log: one line of JSON an entry, so that a search by a field finds every line of a request. The
 * fields of a log are on each of its lines; those of a line come after them.
 */

export type LogLevel = 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, unknown>>

export type Log = {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** The same log with more fields on each line; a field of the same name is replaced. */
  with(fields: LogFields): Log
}

export type WriteLine = (level: LogLevel, line: string) => void

export function createLog(fields: LogFields, write: WriteLine = toConsole): Log {
  const entry = (level: LogLevel) => (message: string, more?: LogFields) =>
    write(level, lineOf({ level, message, ...fields, ...more }))
  return {
    info: entry('info'),
    warn: entry('warn'),
    error: entry('error'),
    with: (more) => createLog({ ...fields, ...more }, write),
  }
}

/** The platform stores the level beside the line. */
function toConsole(level: LogLevel, line: string): void {
  console[level](line)
}

/** A line never fails the work it is about: a field without a form in JSON leaves the others. */
function lineOf(entry: LogFields): string {
  try {
    return JSON.stringify(entry, withErrors)
  } catch (error) {
    const { level, message, request_id, route } = entry
    return JSON.stringify({ level, message, request_id, route, not_serialised: String(error) })
  }
}

/** JSON has no form of an error: its properties are not enumerable. */
function withErrors(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (!(value instanceof Error)) return value
  const { name, message, stack, cause } = value
  const errors = value instanceof AggregateError ? value.errors : undefined
  return {
    name,
    message: withoutValues(message),
    stack: stack && withoutValues(stack),
    cause,
    errors,
  }
}

/** The database names the values of a statement that failed: hashes of users and keys, whole messages. */
function withoutValues(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/, '')
}
