/**
 * A typed search as plain words: lower case, no accents, one space between. Only airport codes
 * stand in capitals. Text that a rule has read is masked, so that no other rule reads it again.
 */
import { place } from '../../../models/airline/places'
import { MAX_QUERY_LENGTH } from '../../wire/wire'

export type Words = { text: string }

const MASK = '#'

export const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
export const WEEKDAYS = 'mon tue wed thu fri sat sun'.split(' ')
/** Airports have these codes, too; in a search they are words. */
const NOT_CODES = new Set([...MONTHS, ...WEEKDAYS, 'for', 'the', 'and', 'one', 'two', 'any', 'all'])

const TOKEN = /20\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|[\p{L}\d]+|-/gu

export function wordsOf(query: string): Words {
  const shouted = query === query.toUpperCase()
  const written = query
    .slice(0, MAX_QUERY_LENGTH)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll(/->|[→>–—]/g, ' - ')
  const words = (written.match(TOKEN) ?? []).map((word) =>
    !shouted && /^[A-Z]{3}$/.test(word) && isCode(word) ? word : word.toLowerCase()
  )
  return { text: words.join(' ').replace(PAIR, codesOfPair) }
}

/** "lis-jfk", "from lis to jfk": a pair of codes is recognised in small letters, too. */
const PAIR = /(?<=^|from )([a-z]{3}) (-|to) ([a-z]{3})(?= |$)/i

function codesOfPair(pair: string, from: string, link: string, to: string): string {
  return isCode(from) && isCode(to) ? `${from.toUpperCase()} ${link} ${to.toUpperCase()}` : pair
}

function isCode(word: string): boolean {
  const kind = NOT_CODES.has(word.toLowerCase()) ? undefined : place(word.toUpperCase())?.kind
  return kind === 'airport' || kind === 'city'
}

/** Returns the match of a rule and masks its text. */
export function take(words: Words, rule: RegExp): RegExpExecArray | undefined {
  const match = rule.exec(words.text)
  if (!match) return undefined
  mask(words, match.index, match[0].length)
  return match
}

export function mask(words: Words, start: number, length: number): void {
  const masked = words.text.slice(start, start + length).replaceAll(/\S/g, MASK)
  words.text = words.text.slice(0, start) + masked + words.text.slice(start + length)
}

const NUMBERS = 'zero one two three four five six seven eight nine ten'.split(' ')
export const NUMBER = `(\\d{1,2}|an?|${NUMBERS.slice(1).join('|')})`

export function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined
  if (/^\d+$/.test(word)) return Number(word)
  if (word === 'a' || word === 'an') return 1
  const number = NUMBERS.indexOf(word)
  return number < 0 ? undefined : number
}
