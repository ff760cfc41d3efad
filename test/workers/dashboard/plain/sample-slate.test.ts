import { expect, it } from 'vitest'
import { RankRequest } from '../../../../pipelines/answers/ranking/ranking-wire'
import { sampleSlate } from '../../../../workers/dashboard/plain/sample-slate'

it('is a request that the API accepts', () => {
  expect(RankRequest.safeParse(sampleSlate('2026-12-20')).error).toBeUndefined()
})
