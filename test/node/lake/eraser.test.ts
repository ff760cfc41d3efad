import { expect, test } from 'vitest'
import { eraseInCurated, eraseInRaw, eraseInText } from '../../../workers/lake/eraser'
import { deflate, readRawText } from '../../../workers/lake/raw-text'
import { inWorld } from '../in-world'

const HASH = 'u1.XZTm_Mwo1CbuakHpcSwdHW'
const LINE = JSON.stringify({ id: 'a', shopper: { userHash: HASH } })
const OTHER = JSON.stringify({ id: 'b', shopper: { userHash: 'u1.other' } })

test('takes a user out of a raw object and keeps its age and its other lines', () =>
  inWorld(async ({ lake, simulation }) => {
    await lake.put('raw/1', deflate(`${LINE}\n${OTHER}\n`))
    const uploaded = (await lake.head('raw/1'))?.uploaded.getTime()
    await simulation.wait(60_000)
    expect(await eraseInRaw(lake, 'raw/1', [HASH])).toEqual([HASH])
    const raw = await readRawText(lake, 'raw/1')
    expect(raw?.text).not.toContain(HASH)
    expect(raw?.text).toContain('u1.other')
    expect(raw?.object.customMetadata?.['first-written']).toBe(String(uploaded))
    expect(await eraseInRaw(lake, 'raw/1', [HASH])).toEqual([])
  }))

test('leaves an object without the user, a torn one and a missing one as they are', () =>
  inWorld(async ({ lake }) => {
    await lake.put('raw/1', deflate(`${OTHER}\n`))
    await lake.put('raw/2', 'torn')
    const etag = (await lake.head('raw/1'))?.etag
    for (const key of ['raw/1', 'raw/2', 'raw/3']) {
      expect(await eraseInRaw(lake, key, [HASH])).toEqual([])
    }
    expect((await lake.head('raw/1'))?.etag).toBe(etag)
    expect(await eraseInCurated(lake, 'curated/none', [HASH])).toEqual([])
  }))

test('throws while the lake is away, so that the walk comes back', () =>
  inWorld(async ({ lake, platform, simulation }) => {
    platform.outages = [{ part: 'lake', from: simulation.now, until: Number.POSITIVE_INFINITY }]
    await expect(eraseInRaw(lake, 'raw/1', [HASH])).rejects.toThrow('internal error')
  }))

test('rewrites text with the user, and no document of a distribution system', () =>
  inWorld(async ({ lake, simulation }) => {
    await lake.put('dead/1.json', LINE)
    await lake.put('dead/2.xml', LINE)
    await simulation.wait(2_000)
    expect(await eraseInText(lake, 'dead/1.json', [HASH])).toEqual([HASH])
    expect(await (await lake.get('dead/1.json'))?.text()).not.toContain(HASH)
    expect(await eraseInText(lake, 'dead/2.xml', [HASH])).toEqual([])
    expect(await eraseInText(lake, 'dead/3.json', [HASH])).toEqual([])
  }))
