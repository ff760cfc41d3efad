import { expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import { checkpointAudit } from '../../../workers/jobs/checkpoint-audit'
import { readCheckpoints } from '../../../workers/lake/audit-checkpoints'
import { appendEntry } from '../../../workers/storage/account/audit-rows'
import { LIVE, TEST } from '../../build/scopes'
import { inWorld } from '../in-world'

const act = (at: number) => ({
  action: 'key.create' as const,
  actor: 'key_1',
  mode: 'test',
  subject: 'key_2',
  detail: '{}',
  at,
})

test('puts the end of yesterday aside once, for each account with entries', () =>
  inWorld(async ({ connected, simulation }) => {
    const services = connected()
    const { db, lake, now } = services
    const old = await appendEntry(db, 'sandbox', act(now - DAY_MS))
    await appendEntry(db, 'sandbox', act(now))
    const scopes = [TEST, LIVE, { account: 'empty', mode: 'test' as const }]
    expect(await checkpointAudit(services, now, scopes)).toMatchObject({ accounts: 2, written: 1 })
    expect(await readCheckpoints(lake, 'sandbox')).toEqual([
      { day: utcDay(now - DAY_MS), sequence: 1, hash: old.hash },
    ])
    await simulation.wait(2_000)
    expect(await checkpointAudit(services, now, scopes)).toMatchObject({ written: 0 })
  }))
