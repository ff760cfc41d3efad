import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roundsOf, uniformShares } from '../../../pipelines/experiments/logged-choices'
import { estimatePolicy } from '../../../pipelines/experiments/off-policy'
import { choicesIn, readChoices } from '../../../tools/policy/read-choices'

const PLAIN = { action: 'action', reward: 'reward', propensity: 'propensity' }
const BANDIT = { action: 'item_id', reward: 'click', propensity: 'propensity_score' }

test('columns are found by name, whatever their order', () => {
  expect(choicesIn('propensity,x,reward,action\n0.5,,1,a\n0.25,,0,b\n', PLAIN)).toEqual([
    { action: 'a', reward: 1, propensity: 0.5 },
    { action: 'b', reward: 0, propensity: 0.25 },
  ])
})

test('a missing column and a broken line are named', () => {
  expect(() => choicesIn('a,b\n1,2\n', PLAIN)).toThrow('no column "action"; it has a, b')
  const broken = 'action,reward,propensity\na,1,0.5\nb,1,0\n'
  expect(() => choicesIn(broken, PLAIN)).toThrow('Line 3 of the log: propensity must be above 0')
})

const logs = join(process.env.DATA_DIR ?? '', 'obd')

test.skipIf(!process.env.DATA_DIR || !existsSync(logs))(
  'the log of a learning policy shows what showing items at random earned',
  async () => {
    const learning = await readChoices(join(logs, 'bts_all_all.csv.gz'), BANDIT)
    const random = await readChoices(join(logs, 'random_all_all.csv.gz'), BANDIT)
    const earned = random.reduce((sum, { reward }) => sum + reward, 0) / random.length
    const estimates = estimatePolicy(roundsOf(learning, uniformShares(learning)))
    if (typeof estimates === 'string') throw new Error(estimates)
    for (const { low, high } of [estimates.ipw, estimates.snipw, estimates.dr]) {
      expect(low).toBeLessThan(earned)
      expect(high).toBeGreaterThan(earned)
    }
  }
)
