import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { MAX_MEMBERS } from '../../../../pipelines/events/pool'
import { joinLocalPool, leaveLocalPool } from '../../../../tools/server/keys/local-pools'

let database: DatabaseSync

beforeEach(() => {
  database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE accounts (id TEXT PRIMARY KEY, pool TEXT)')
  for (let at = 0; at <= MAX_MEMBERS; at += 1) {
    database.prepare('INSERT INTO accounts (id) VALUES (?)').run(`account-${at}`)
  }
})

test('an account joins a pool, leaves the one it was in, and leaves', () => {
  expect(joinLocalPool(database, 'a', 'account-0')).toEqual(['account-0'])
  expect(joinLocalPool(database, 'a', 'account-1')).toEqual(['account-0', 'account-1'])
  expect(joinLocalPool(database, 'b', 'account-0')).toEqual(['account-0'])
  expect(leaveLocalPool(database, 'a', 'account-1')).toEqual([])
  expect(() => leaveLocalPool(database, 'a', 'account-0')).toThrow('no member of the pool "a"')
})

test('an unknown account and one beyond the most members are refused', () => {
  for (let at = 0; at < MAX_MEMBERS; at += 1) joinLocalPool(database, 'a', `account-${at}`)
  expect(() => joinLocalPool(database, 'a', `account-${MAX_MEMBERS}`)).toThrow('most of a pool')
  expect(joinLocalPool(database, 'a', 'account-3')).toHaveLength(MAX_MEMBERS)
  expect(() => joinLocalPool(database, 'b', 'nobody')).toThrow('There is no account "nobody"')
})
