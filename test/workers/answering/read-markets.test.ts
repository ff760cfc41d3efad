import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { eachSnapshotOnce, readMarkets } from '../../../workers/answering/read-markets'
import { connect } from '../../../workers/services'
import { observe } from '../../build/observed-markets'
import { anInsightQuestion } from '../../build/questions'
import { NOW } from '../../build/sandbox'
import { TEST } from '../../build/scopes'

const now = Date.parse(NOW)
const services = connect(env, { now: now, defer: () => {} })

beforeAll(() => observe('KUN-BLL', 40_00))

test('reads each market once, however many questions need it', async () => {
  const getByName = vi.spyOn(env.MARKETS, 'getByName')
  const snapshotOf = eachSnapshotOnce(TEST, services)
  const [first, second] = await Promise.all([snapshotOf('KUN-BLL'), snapshotOf('KUN-BLL')])
  expect(first).toBe(second)
  expect(getByName.mock.calls.filter(([name]) => name.includes('KUN-BLL'))).toHaveLength(1)
  getByName.mockRestore()
})

test('returns the questions in order, each with its market and the track record', async () => {
  const seen = anInsightQuestion({ market: 'KUN-BLL' }, now)
  const unseen = anInsightQuestion({ market: 'KUN-AAL' }, now)
  const requests = await readMarkets([unseen, seen], TEST, services)
  expect(requests.map(({ question }) => question.market)).toEqual(['KUN-AAL', 'KUN-BLL'])
  expect(requests.map(({ snapshotRead }) => snapshotRead.snapshot?.fareGroups.length ?? 0)).toEqual(
    [0, 1]
  )
  expect(requests[1]?.record.coverage).toBeNull()
})
