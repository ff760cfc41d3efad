import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  faultOfName,
  namesOf,
  unknownNames,
  withoutAliases,
} from '../../../pipelines/wire/known-names'

const KNOWN = ['origin', 'destination', 'departure_date', 'price', 'cabin', 'adults', 'min_saving']

test.each([
  ['pricee', 'price'],
  ['departureDate', 'departure_date'],
  ['departure-date', 'departure_date'],
  ['DESTINATION', 'destination'],
  ['cabinclass', 'cabin_class'],
  ['saving', 'min_saving'],
])('suggests for %s the name %s', (name, nearest) => {
  expect(faultOfName(name, KNOWN)).toBe(`is not a known name; did you mean "${nearest}"?`)
})

test('lists the known names where none is near, and says so where there are none', () => {
  expect(faultOfName('zzqx', ['from', 'to'])).toBe('is not a known name; send one of from, to')
  expect(faultOfName('zzqx', [])).toBe('is not a known name; send none here')
})

test('knows the words of the event only where the schema has the field they stand for', () => {
  expect(faultOfName('cabin_class', KNOWN)).toBeUndefined()
  expect(faultOfName('cabin_class', ['from', 'to'])).toContain('is not a known name')
})

test('finds unknown names at every level, through lists, unions and optional parts', () => {
  const schema = z.object({
    policy: z.union([z.enum(['a']), z.object({ lower: z.number(), upper: z.number() })]),
    quotes: z.array(z.object({ id: z.string().optional(), price: z.number() }).optional()),
    anything: z.unknown(),
    loose: z.looseObject({ a: z.number() }),
  })
  const found = unknownNames(schema, {
    policy: { lower: 1, uper: 2 },
    quotes: [{ price: 1 }, { prize: 1 }],
    anything: { b: 1 },
    loose: { b: 1 },
    other: 1,
  })
  expect(found.map(({ path }) => path.join('/'))).toEqual([
    'policy/uper',
    'quotes/1/prize',
    'other',
  ])
  expect(unknownNames(schema, 'not an object')).toEqual([])
  expect(unknownNames(undefined, { a: 1 })).toEqual([])
})

test('reads the names of a refined, defaulted or transformed object', () => {
  const base = z.object({ a: z.string(), b: z.string() })
  expect(namesOf(base.refine(() => true).default({ a: '', b: '' }))).toEqual(['a', 'b'])
  expect(namesOf(base.transform(({ a }) => a))).toEqual(['a', 'b'])
  expect(namesOf(z.preprocess((value) => value, base))).toEqual(['a', 'b'])
  expect(namesOf(z.intersection(base, z.object({ c: z.string() })))).toEqual(['a', 'b', 'c'])
  expect(namesOf(z.looseObject({}))).toBeUndefined()
})

test('renames an alias, and leaves it beside the name it stands for', () => {
  expect(withoutAliases({ cabin_class: 'first' }, KNOWN)).toEqual({ cabin: 'first' })
  const both = { cabin: 'first', cabin_class: 'economy' }
  expect(withoutAliases(both, KNOWN)).toEqual(both)
})
