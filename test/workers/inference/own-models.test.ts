import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import type { Scope } from '../../../pipelines/events/scope'
import {
  deploymentsToReplay,
  loadInsightModels,
  type ModelServices,
} from '../../../workers/inference/models'
import { renewOwnModels } from '../../../workers/inference/own-models'
import { connect, withScope } from '../../../workers/services'
import { appendLog } from '../../../workers/storage/registry/model-log-rows'
import { crown, forestFixture, row, upload } from '../../build/fare-fixture'
import { LIVE, TEST } from '../../build/scopes'

const pending: Promise<unknown>[] = []
const base = connect(env, { defer: (work) => void pending.push(work) })
const services = (scope: Scope): ModelServices => withScope(base, scope)

async function settled() {
  while (pending.length > 0) await pending.shift()
}

async function answeredBy(scope: Scope): Promise<string> {
  const model = loadInsightModels(services(scope)).fare
  await model.predict([row])
  await settled()
  return model.name
}

async function choose(scope: Scope, version: string | null) {
  const entry = { scope, model: 'fare', at: 0, alias: 'champion', version, share: null } as const
  await appendLog(base.db, { ...entry, action: 'promote', keyId: null, detail: {} })
}

beforeAll(async () => {
  await upload(env.LAKE, await forestFixture('shipped'))
  await crown(env.LAKE, 'shipped')
  const own = await forestFixture('own', 2)
  const folder = 'sandbox/test/models/fare/own'
  await env.LAKE.put(`${folder}/model.onnx`, own.onnx)
  await env.LAKE.put(`${folder}/manifest.json`, JSON.stringify(own.manifest))
})

test('the version of an account answers it once it is open, and nobody else', async () => {
  await choose(TEST, 'own')
  await answeredBy(TEST)
  // The shared version answers while that of the account opens: never a baseline between two models.
  expect(await answeredBy(TEST)).toBe('fare@shipped')
  expect(await answeredBy(TEST)).toBe('fare@own')
  expect(await answeredBy(LIVE)).toBe('fare@shipped')
})

test('a recorded decision finds the version that answered it, own or shipped', async () => {
  const { fare } = await deploymentsToReplay(services(TEST))
  expect((await fare.named('fare@own', base.log)).name).toBe('fare@own')
  expect((await fare.named('fare@shipped', base.log)).name).toBe('fare@shipped')
})

test('a rollback to the shipped version is followed, and the own one can still be replayed', async () => {
  await choose(TEST, null)
  await renewOwnModels(services(TEST), TEST)
  await answeredBy(TEST)
  expect(await answeredBy(TEST)).toBe('fare@shipped')
  const { fare } = await deploymentsToReplay(services(TEST))
  expect((await fare.named('fare@own', base.log)).name).toBe('fare@own')
})

test('a version whose files are gone leaves the shared one, with the reason in its status', async () => {
  await choose(TEST, 'lost')
  await renewOwnModels(services(TEST), TEST)
  await answeredBy(TEST)
  expect(await answeredBy(TEST)).toBe('fare@shipped')
  const { fare } = await deploymentsToReplay(services(TEST))
  expect(fare.status()).toMatchObject({
    model: 'fare@shipped',
    lastError: { code: 'model-missing' },
  })
})
