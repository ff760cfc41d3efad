import { expect, it } from 'vitest'
import { FakeBucket } from './bucket'
import { platformOf, run } from './simulated'

function bucket() {
  const platform = platformOf()
  return { platform, lake: new FakeBucket(platform) }
}
const pause = 2_000

it('writes only when the condition holds', async () => {
  const { platform, lake } = bucket()
  const answers = await run(platform, async () => {
    const absent = { onlyIf: new Headers({ 'if-none-match': '*' }) }
    const first = await lake.put('a', 'one', absent)
    await platform.simulation.wait(pause)
    const second = await lake.put('a', 'two', absent)
    await platform.simulation.wait(pause)
    const stale = await lake.put('a', 'three', { onlyIf: { etagMatches: 'other' } })
    await platform.simulation.wait(pause)
    const fresh = await lake.put('a', 'four', { onlyIf: { etagMatches: first?.etag ?? '' } })
    return [first !== null, second, stale, fresh !== null, await (await lake.get('a'))?.text()]
  })
  expect(answers).toEqual([true, null, null, true, 'four'])
})

it('refuses a second write to a key within a second, and not to another key', async () => {
  const { platform, lake } = bucket()
  const both = run(platform, async () => {
    await lake.put('a', '1')
    await lake.put('b', '1')
    await lake.put('a', '2')
  })
  await expect(both).rejects.toThrow('Reduce your concurrent request rate')
  expect(new TextDecoder().decode(lake.bytesAt('a'))).toBe('1')
})

it('refuses keys above 1,024 bytes and metadata above 2 KB', async () => {
  const { platform, lake } = bucket()
  await run(platform, () => lake.put('é'.repeat(512), ''))
  await expect(run(platform, () => lake.put('é'.repeat(513), ''))).rejects.toThrow('10020')
  const customMetadata = { summary: 'x'.repeat(2_048) }
  await expect(run(platform, () => lake.put('m', '', { customMetadata }))).rejects.toThrow('10012')
})

it('lists in pages that go on after their last key', async () => {
  const { platform, lake } = bucket()
  const found = await run(platform, async () => {
    for (const key of ['p/3', 'q/1', 'p/1', 'p/2']) await lake.put(key, key)
    const first = await lake.list({ prefix: 'p/', limit: 2 })
    const second = await lake.list({ prefix: 'p/', startAfter: 'p/2' })
    return [first, second].map(({ objects, truncated }) => [
      objects.map(({ key }) => key),
      truncated,
    ])
  })
  expect(found).toEqual([
    [['p/1', 'p/2'], true],
    [['p/3'], false],
  ])
})

it('keeps what was written when only the answer is lost', async () => {
  const { platform, lake } = bucket()
  platform.blinks = [{ part: 'lake', call: 1, how: 'lost' }]
  await expect(run(platform, () => lake.put('a', 'kept'))).rejects.toThrow('10001')
  expect(new TextDecoder().decode(lake.bytesAt('a'))).toBe('kept')
})

it('answers nothing during an outage and all after it', async () => {
  const { platform, lake } = bucket()
  const { now } = platform.simulation
  platform.outages = [{ part: 'lake', from: now, until: now + 60_000 }]
  await expect(run(platform, () => lake.put('a', '1'))).rejects.toThrow('10001')
  expect(lake.keys()).toEqual([])
  await run(platform, () => lake.put('a', '1'))
  expect(lake.keys()).toEqual(['a'])
})

it('leaves half of a torn object', async () => {
  const { platform, lake } = bucket()
  await run(platform, () => lake.put('a', '0123456789'))
  lake.tear('a')
  expect(new TextDecoder().decode(lake.bytesAt('a'))).toBe('01234')
})
