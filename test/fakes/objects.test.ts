import { expect, it } from 'vitest'
import { FakeObjects, type ObjectContext } from './objects'
import { platformOf, run } from './simulated'

class Counter {
  readonly #context: ObjectContext
  calls = 0

  constructor(context: ObjectContext) {
    this.#context = context
  }

  async add(n: number): Promise<{ sum: number; calls: number }> {
    const { kv } = this.#context.storage
    const sum = (kv.get<number>('sum') ?? 0) + n
    kv.put('sum', sum)
    this.calls += 1
    return { sum, calls: this.calls }
  }

  addThenThrow(n: number): void {
    const { kv } = this.#context.storage
    kv.put('sum', (kv.get<number>('sum') ?? 0) + n)
    throw new RangeError('after the write')
  }

  addUndone(n: number): void {
    const { kv } = this.#context.storage
    this.#context.storage.transactionSync(() => {
      kv.put('sum', (kv.get<number>('sum') ?? 0) + n)
      throw new RangeError('within the transaction')
    })
  }

  putLarge(bytes: number): void {
    this.#context.storage.kv.put('large', 'x'.repeat(bytes))
  }

  async ringAt(at: number): Promise<void> {
    await this.#context.storage.setAlarm(at)
  }

  async alarm(): Promise<void> {
    this.#context.storage.kv.put('rung', true)
  }

  rung(): boolean {
    return this.#context.storage.kv.get<boolean>('rung') ?? false
  }

  insert(value: string): { rows: unknown[]; written: number } {
    const { sql } = this.#context.storage
    sql.exec('CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, data TEXT)')
    const { rowsWritten } = sql.exec('INSERT INTO log (data) VALUES (?)', value)
    return { rows: sql.exec('SELECT * FROM log').toArray(), written: rowsWritten }
  }
}

function counters() {
  const platform = platformOf()
  const objects = new FakeObjects(platform, (context) => new Counter(context))
  return { platform, objects, counter: objects.getByName('one') }
}

it('keeps what is stored over an eviction, and forgets its fields', async () => {
  const { platform, objects, counter } = counters()
  await run(platform, () => counter.add(2))
  expect(await run(platform, () => counter.add(3))).toEqual({ sum: 5, calls: 2 })
  objects.evict('one')
  expect(await run(platform, () => counter.add(4))).toEqual({ sum: 9, calls: 1 })
})

it('loses the writes of a turn that ends before they are committed', async () => {
  const { platform, objects, counter } = counters()
  await run(platform, () => counter.add(1))
  const cut = run(platform, async () => {
    const answer = counter.add(10)
    answer.catch(() => {})
    for (let step = 0; step < 50; step += 1) {
      await platform.simulation.wait(1)
      if (platform.calls.markets > 1) objects.abort('one', 'killed')
    }
    return answer
  })
  await expect(cut).rejects.toMatchObject({ message: 'Network connection lost.', retryable: true })
  expect(await run(platform, () => counter.add(1))).toEqual({ sum: 2, calls: 1 })
})

it('keeps what was written before a throw, and undoes a transaction', async () => {
  const { platform, counter } = counters()
  await expect(run(platform, async () => counter.addThenThrow(5))).rejects.toMatchObject({
    remote: true,
  })
  await expect(run(platform, async () => counter.addUndone(70))).rejects.toThrow('transaction')
  expect(await run(platform, () => counter.add(0))).toMatchObject({ sum: 5 })
})

it('has done the work when only the answer is lost', async () => {
  const { platform, counter } = counters()
  platform.blinks = [{ part: 'markets', call: 1, how: 'lost' }]
  await expect(run(platform, () => counter.add(5))).rejects.toThrow('Network connection lost')
  expect(await run(platform, () => counter.add(0))).toMatchObject({ sum: 5 })
})

it('rings its alarm, also after it was evicted', async () => {
  const { platform, objects, counter } = counters()
  await platform.simulation.runUntil(platform.simulation.now + 1_000)
  const at = platform.simulation.now + 3_600_000
  const answer = counter.ringAt(at)
  await platform.simulation.runUntil(at - 1_000)
  await answer
  objects.evict('one')
  expect(objects.restored('one').rung()).toBe(false)
  await platform.simulation.runUntil(at + 1_000)
  expect(objects.restored('one').rung()).toBe(true)
})

it('refuses a value above 2 MB, which the local platform accepts', async () => {
  const { platform, counter } = counters()
  await expect(run(platform, async () => counter.putLarge(2_000_001))).rejects.toThrow('TOOBIG')
})

it('runs SQL and counts the rows it writes', async () => {
  const { platform, counter } = counters()
  await run(platform, async () => counter.insert('a'))
  expect(await run(platform, async () => counter.insert('b'))).toEqual({
    rows: [
      { seq: 1, data: 'a' },
      { seq: 2, data: 'b' },
    ],
    written: 1,
  })
})
