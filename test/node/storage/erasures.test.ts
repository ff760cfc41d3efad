import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import {
  closeErasures,
  countErased,
  erasedUsers,
  erasuresDue,
  findErasure,
  forgetErased,
  GRACE_MS,
  requestErasure,
} from '../../../workers/storage/erasures'
import { LIVE, TEST } from '../../build/scopes'
import { inNode } from '../in-node-database'

const AT = 1_000_000_000_000
const wanted = (id: string, userHashes = ['h1', 'h2']) => ({
  id,
  scope: TEST,
  requestedAt: AT,
  userHashes,
})

test('has one open request a user; another may follow once it is finished', () =>
  inNode(async (db) => {
    expect(await requestErasure(db, wanted('e1'))).toMatchObject({ id: 'e1', objects: 0 })
    expect(await requestErasure(db, wanted('e2'))).toMatchObject({ id: 'e1' })
    await closeErasures(db, TEST, AT + GRACE_MS, AT + GRACE_MS)
    expect(await requestErasure(db, wanted('e3'))).toMatchObject({ id: 'e3' })
    expect(await findErasure(db, TEST, 'e1')).toMatchObject({ finishedAt: AT + GRACE_MS })
    expect(await findErasure(db, LIVE, 'e1')).toBeUndefined()
  }))

test('walks for a user at once, and once more after the grace', () =>
  inNode(async (db) => {
    await requestErasure(db, wanted('e1'))
    expect(await erasuresDue(db, TEST, AT - 1)).toEqual([])
    expect(await erasuresDue(db, TEST, AT)).toEqual([['h1', 'h2']])
    expect(await erasuresDue(db, LIVE, AT)).toEqual([])
    await closeErasures(db, TEST, AT, AT + 5)
    expect(await findErasure(db, TEST, 'e1')).toMatchObject({ clearedAt: AT + 5, finishedAt: null })
    expect(await erasuresDue(db, TEST, AT + GRACE_MS - 1)).toEqual([])
    expect(await erasuresDue(db, TEST, AT + GRACE_MS)).toHaveLength(1)
    await closeErasures(db, TEST, AT + GRACE_MS, AT + GRACE_MS + 5)
    expect(await erasuresDue(db, TEST, AT + 2 * GRACE_MS)).toEqual([])
  }))

test('adds up the objects that were rewritten for a user', () =>
  inNode(async (db) => {
    await requestErasure(db, wanted('e1'))
    await countErased(db, TEST, new Map([[['h1', 'h2'], 2]]))
    await countErased(
      db,
      TEST,
      new Map([
        [['h1', 'h2'], 3],
        [['h9'], 4],
      ])
    )
    await countErased(db, TEST, new Map())
    expect(await findErasure(db, TEST, 'e1')).toMatchObject({ objects: 5 })
  }))

test('remembers an erased user until no message of 14 days can bring them back', () =>
  inNode(async (db) => {
    await requestErasure(db, wanted('e1'))
    await forgetErased(db, TEST, AT + 20 * DAY_MS)
    expect(await erasedUsers(db)).toHaveLength(1)
    await closeErasures(db, TEST, AT + GRACE_MS, AT + GRACE_MS)
    await forgetErased(db, TEST, AT + 15 * DAY_MS - 1)
    expect(await erasedUsers(db)).toEqual([
      { scope: TEST, requestedAt: AT, userHashes: ['h1', 'h2'] },
    ])
    await forgetErased(db, TEST, AT + 15 * DAY_MS)
    expect(await erasedUsers(db)).toEqual([])
  }))
