/**
 * Words an issue of the validator for the sender of a request: a predicate that follows the name of
 * the field, with the fix. A message that a schema states itself takes precedence.
 */
import type { z } from 'zod'

/** Named by the setting that takes such a function: the bundle leaves the type's own name out. */
type ErrorMap = NonNullable<NonNullable<Parameters<typeof z.config>[0]>['customError']>
type RawIssue = Parameters<ErrorMap>[0]

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object of names and values',
  null: 'null',
  date: 'a date',
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a calendar day, YYYY-MM-DD',
  datetime: 'an RFC 3339 instant, such as 2026-11-20T09:30:00Z',
  time: 'a time, such as 10:05',
  duration: 'an ISO 8601 duration, such as P30D',
  email: 'an e-mail address',
  url: 'a URL, such as https://example.com/hook',
  uuid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  regex: 'in the form that its description states',
}

export function sentenceOf(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected
      return issue.input === undefined ? `is required: ${kind}` : `must be ${kind}`
    }
    case 'invalid_value':
      return `must be ${choiceOf(issue.values.map(String))}`
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? `of the form ${issue.format}`}`
    case 'too_small':
      return sizeOf(
        issue.origin,
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum
      )
    case 'too_big':
      return sizeOf(
        issue.origin,
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum
      )
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `must not contain ${issue.keys.map((key) => `"${key}"`).join(', ')}: not a known name`
    case 'invalid_key':
      return 'has a name that is not allowed here'
    case 'invalid_element':
      return 'has a value that is not allowed here'
    case 'invalid_union':
      return 'fits none of the forms that its description states'
    default:
      return 'is not valid; see its description'
  }
}

function choiceOf(values: readonly string[]): string {
  const last = values.at(-1) ?? ''
  return values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${last}` : `"${last}"`
}

function sizeOf(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `must have ${bound} ${limit} characters`
  if (origin === 'array' || origin === 'set') return `must have ${bound} ${limit} entries`
  if (origin === 'object' || origin === 'record') return `must have ${bound} ${limit} names`
  return `must be ${bound} ${limit}`
}
