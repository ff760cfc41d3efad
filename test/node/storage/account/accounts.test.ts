import { expect, test } from 'vitest'
import { addAccount, readScopes } from '../../../../workers/storage/account/accounts'
import { inNode } from '../../in-node-database'

test('gives both scopes of every account in the order of names', () =>
  inNode(async (db) => {
    await addAccount(db, 'zeta', 1)
    await addAccount(db, 'acme', 2)
    const own = (await readScopes(db)).filter(({ account }) => ['acme', 'zeta'].includes(account))
    expect(own).toEqual([
      { account: 'acme', mode: 'live' },
      { account: 'acme', mode: 'test' },
      { account: 'zeta', mode: 'live' },
      { account: 'zeta', mode: 'test' },
    ])
  }))

test('keeps the first instant of an account that is added again', () =>
  inNode(async (db, { database }) => {
    await addAccount(db, 'acme', 1)
    await addAccount(db, 'acme', 2)
    const rows = database.now("SELECT created_at AS at FROM accounts WHERE id = 'acme'")
    expect(rows).toEqual([{ at: 1 }])
  }))
