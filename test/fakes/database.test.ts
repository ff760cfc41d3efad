import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { FakeDatabase } from './database'
import { platformOf, run } from './simulated'

const things = sqliteTable('things', { id: text().primaryKey(), n: integer().notNull() })

function database(maxBytes?: number) {
  const platform = platformOf()
  const fake = new FakeDatabase(platform, maxBytes)
  fake.script('CREATE TABLE things (id TEXT PRIMARY KEY, n INTEGER NOT NULL)')
  return { platform, fake, db: drizzle(fake) }
}

it('answers the queries of Drizzle as D1 does', async () => {
  const { platform, db } = database()
  const answers = await run(platform, async () => {
    const added = await db.insert(things).values({ id: 'a', n: 1 }).onConflictDoNothing()
    const again = await db.insert(things).values({ id: 'a', n: 9 }).onConflictDoNothing()
    const rows = await db.select().from(things).where(eq(things.id, 'a'))
    const raw = await db.all(sql`UPDATE things SET n = n + 1 RETURNING n`)
    const [[first], changed] = await db.batch([
      db.select().from(things),
      db.update(things).set({ n: 7 }),
    ])
    return [added.meta.changes, again.meta.changes, rows, raw, first, changed.meta.changes]
  })
  expect(answers).toEqual([1, 0, [{ id: 'a', n: 1 }], [{ n: 2 }], { id: 'a', n: 2 }, 1])
})

it('does all of a batch or nothing', async () => {
  const { platform, fake, db } = database()
  const batch = run(platform, () =>
    db.batch([
      db.insert(things).values({ id: 'a', n: 1 }),
      db.insert(things).values({ id: 'a', n: 2 }),
    ])
  )
  await expect(batch).rejects.toThrow()
  expect(fake.now('SELECT * FROM things')).toEqual([])
})

it('goes by the simulated clock', async () => {
  const { platform, fake } = database()
  platform.simulation.now = 1_700_000_000_500
  expect(fake.now("SELECT unixepoch() AS s, unixepoch('subsec') AS f")).toEqual([
    { s: 1_700_000_000, f: 1_700_000_000.5 },
  ])
})

it('refuses values above 2 MB, more than 100 parameters, and undefined', async () => {
  const { platform, fake } = database()
  const ask = (values: unknown[]) =>
    run(platform, async () =>
      fake
        .prepare(`SELECT ${values.map(() => '?')}`)
        .bind(...values)
        .all()
    )
  await ask(['x'.repeat(2_000_000)])
  await expect(ask(['x'.repeat(2_000_001)])).rejects.toThrow('SQLITE_TOOBIG')
  await ask(new Array(100).fill(1))
  await expect(ask(new Array(101).fill(1))).rejects.toThrow('too many SQL variables')
  await expect(ask([undefined])).rejects.toThrow('D1_TYPE_ERROR')
})

it('refuses writes when it is full, and still reads', async () => {
  const { platform, fake } = database(40_960)
  const add = (id: string) =>
    run(platform, () => fake.prepare('INSERT INTO things VALUES (?, 1)').bind(id).run())
  await expect(
    (async () => {
      for (let n = 0; n < 100; n += 1) await add(`${n}${'x'.repeat(1_000)}`)
    })()
  ).rejects.toThrow('Exceeded maximum DB size')
  expect(fake.now<{ n: number }>('SELECT count(*) AS n FROM things')[0]?.n).toBeGreaterThan(0)
})

it('has written when only its answer is lost, and not when it is overloaded', async () => {
  const { platform, fake } = database()
  platform.blinks = [
    { part: 'database', call: 1, how: 'lost' },
    { part: 'database', call: 2, how: 'refused' },
  ]
  const add = (id: string) =>
    run(platform, () => fake.prepare('INSERT INTO things VALUES (?, 1)').bind(id).run())
  await expect(add('a')).rejects.toThrow('D1_ERROR')
  await expect(add('b')).rejects.toThrow('D1_ERROR')
  expect(fake.now('SELECT id FROM things')).toEqual([{ id: 'a' }])
})
