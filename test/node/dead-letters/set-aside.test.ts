import { expect, test } from 'vitest'
import { type Noted, type Rejected, takeNotes } from '../../../pipelines/intake/noted'
import { keepDocument, needsKeeping, readSetAside } from '../../../workers/dead-letters/set-aside'
import { findLetter } from '../../../workers/storage/letter-rows'
import { aReceipt } from '../../build/receipts'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

type Code = Rejected['refusals'][0]['code']

const rejected = (code: Code, detail = 'has no price'): Rejected => ({
  line: 1,
  refusals: [{ code, pointer: '/offers/0', detail }],
})

function noted(...all: (Code | Rejected)[]): Noted {
  const notes = takeNotes()
  for (const each of all) notes.add(typeof each === 'string' ? rejected(each) : each)
  return notes.noted()
}

test('keeps a document of which a part could not be read', () => {
  expect(needsKeeping(noted('price'))).toBe(true)
  expect(needsKeeping(noted('no-offers', 'price'))).toBe(true)
})

test('keeps none that was understood: it has no offers, or states an error', () => {
  expect(needsKeeping(noted())).toBe(false)
  expect(needsKeeping(noted('no-offers', 'error-response'))).toBe(false)
})

test('keeps one with more problems than are named, as these are not known to be harmless', () => {
  expect(needsKeeping({ ...noted('no-offers'), count: 2 })).toBe(true)
})

test('stores the bytes as received beside a letter that names an example', () =>
  inWorld(async ({ connected }) => {
    const { lake, db } = connected()
    const bytes = new Uint8Array([1, 2, 3])
    const receipt = aReceipt({ id: 'rcp_1', source: 'ndc', rejected: 2, createdAt: 7 })
    await keepDocument({ lake, db }, { bytes, source: 'ndc' }, receipt, noted('price', 'price'))
    expect(await findLetter(db, TEST, 'rcp_1')).toMatchObject({
      kind: 'document',
      cause: 'rejected',
      source: 'ndc',
      diedAt: 7,
      reason: '2 records of ndc rejected, such as price at /offers/0: has no price',
    })
    expect(await readSetAside(lake, TEST, 'rcp_1')).toEqual(bytes)
    expect(await readSetAside(lake, LIVE, 'rcp_1')).toBeUndefined()
  }))

test('cuts a long reason, and needs neither an example nor a named source', () =>
  inWorld(async ({ connected }) => {
    const { lake, db } = connected()
    const document = { bytes: new Uint8Array(), source: undefined }
    const receipt = aReceipt({ id: 'rcp_1', source: 'native', rejected: 1 })
    await keepDocument({ lake, db }, document, receipt, { ...noted(), count: 1 })
    expect(await findLetter(db, TEST, 'rcp_1')).toMatchObject({
      reason: '1 records of native rejected',
      source: null,
    })
    const long = noted(rejected('price', 'x'.repeat(500)))
    await keepDocument({ lake, db }, document, { ...receipt, id: 'rcp_2' }, long)
    expect((await findLetter(db, TEST, 'rcp_2'))?.reason).toHaveLength(300)
  }))
