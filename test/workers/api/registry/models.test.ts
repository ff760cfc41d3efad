import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { unitsOf } from '../../../build/comparisons'
import { crown, forestFixture, upload } from '../../../build/fare-fixture'
import { ALL_SCOPES, putKeys } from '../../../build/keys'
import { callModels, uploadOf } from '../../../build/registry'

const KEY = 'sk_test_models'
const OTHER = 'sk_test_models_other'
const call = (path: string, body?: unknown) => callModels(KEY, path, body)

beforeAll(async () => {
  await upload(env.LAKE, await forestFixture('shipped'))
  await crown(env.LAKE, 'shipped')
  await putKeys([
    { id: 'models', key: KEY, scopes: ALL_SCOPES },
    { id: 'models-other', key: OTHER, scopes: ALL_SCOPES, account: 'other' },
  ])
})

test('a version is uploaded, judged, promoted and taken back, and its history is kept', async () => {
  expect(await call('/fare/versions', await uploadOf('own', 'shipped'))).toMatchObject({
    status: 201,
    data: { version: 'own', compared: true },
  })
  expect(await call('/fare')).toMatchObject({ data: { answers: 'shipped', shipped: 'shipped' } })
  expect(await call('/fare:compare', { version: 'own' })).toMatchObject({
    status: 200,
    data: { passes: true, champion: 'shipped', against_champion: { units: 40 } },
  })
  expect(await call('/fare:promote', { version: 'own' })).toMatchObject({
    status: 200,
    data: { model: 'fare', answers: 'own' },
  })
  expect(await call('/fare:rollback', { reason: 'a test' })).toMatchObject({
    status: 200,
    data: { answers: 'shipped' },
  })
  expect(await call('/fare:rollback', {})).toMatchObject({ status: 409 })
  const history = await call('/fare/history')
  expect(history.data).toMatchObject({
    aliases: { champion: null },
    log: [
      { action: 'upload', version: 'own' },
      { action: 'promote', alias: 'champion', version: 'own' },
      { action: 'rollback', alias: 'champion', version: null, detail: { reason: 'a test' } },
    ],
  })
})

test('the history at an earlier instant is that of then', async () => {
  const at = '2020-01-01T00:00:00Z'
  const { data } = await call(`/fare/history?at=${at}`)
  expect(data).toMatchObject({ log: [], aliases: { champion: null } })
})

test('a version that is no better is refused with the reason, and the refusal is logged', async () => {
  const worse = await uploadOf('worse', 'shipped', { units: unitsOf(0.3, 0.2, 0.25) })
  await call('/fare/versions', worse)
  const refused = await call('/fare:promote', { version: 'worse' })
  expect(refused.status).toBe(409)
  expect(refused.detail).toContain('Not better than the plain rule')
  expect(refused.detail).toContain('Not better than the champion shipped')
  const { data } = await call('/fare/history')
  expect(data).toMatchObject({
    log: expect.arrayContaining([expect.objectContaining({ action: 'refuse', version: 'worse' })]),
  })
})

test('a challenger and a shadow are named without the gate, and taken out again', async () => {
  await call('/fare/versions', await uploadOf('canary', 'shipped'))
  await call('/fare:promote', { version: 'canary', alias: 'challenger', share: 0.1 })
  await call('/fare:promote', { version: 'canary', alias: 'shadow' })
  expect(await call('/fare')).toMatchObject({
    data: {
      aliases: { challenger: { version: 'canary', share: 0.1 }, shadow: { version: 'canary' } },
    },
  })
  await call('/fare:rollback', { alias: 'challenger' })
  expect(await call('/fare')).toMatchObject({ data: { aliases: { challenger: null } } })
})

test.each([
  ['a changed file', { onnx_base64: btoa('other bytes') }, 'SHA-256'],
  ['a broken manifest', { manifest: '{}' }, 'cannot be read'],
])('%s is refused and nothing is stored', async (_, changes, reason) => {
  const broken = { ...(await uploadOf('broken', 'shipped')), ...changes }
  const refused = await call('/fare/versions', broken)
  expect(refused.status).toBe(400)
  expect(refused.detail).toContain(reason)
  expect(await call('/fare:compare', { version: 'broken' })).toMatchObject({ status: 404 })
})

test('a version whose golden rows come out otherwise is refused', async () => {
  const sent = await uploadOf('golden', 'shipped')
  const manifest = JSON.parse(sent.manifest)
  manifest.golden.outputs[0][0] += 0.5
  const refused = await call('/fare/versions', { ...sent, manifest: JSON.stringify(manifest) })
  expect(refused).toMatchObject({ status: 400 })
  expect(refused.detail).toContain('golden rows')
})

test('an upload may be repeated, and a version never changes', async () => {
  const sent = await uploadOf('again', 'shipped')
  expect((await call('/fare/versions', sent)).status).toBe(201)
  expect((await call('/fare/versions', sent)).status).toBe(200)
  const other = await forestFixture('again', 3)
  const changed = {
    manifest: JSON.stringify(other.manifest),
    onnx_base64: btoa(String.fromCharCode(...other.onnx)),
  }
  const refused = await call('/fare/versions', changed)
  expect(refused.detail).toContain('never changes')
})

test('an account sees and promotes its own versions alone', async () => {
  await call('/fare/versions', await uploadOf('mine', 'shipped'))
  const theirs = (path: string, body?: unknown) => callModels(OTHER, path, body)
  expect(await theirs('/fare')).toMatchObject({ data: { versions: [] } })
  expect(await theirs('/fare:promote', { version: 'mine' })).toMatchObject({ status: 404 })
  expect(await theirs('/fare/history')).toMatchObject({ data: { log: [] } })
})

test('a model that does not exist is a 404 with the names of those that do', async () => {
  const missing = await call('/weather')
  expect(missing.status).toBe(404)
  expect(missing.detail).toContain('fare, outlook, hold')
  const { data } = await call('')
  expect(data).toHaveLength(7)
})
