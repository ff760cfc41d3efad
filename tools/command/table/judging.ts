/** Commands that judge answers and policies by what happened. */
import { count, JSON_OPTION } from './options'
import type { Row } from './row'

export const JUDGING = {
  intervals: {
    name: 'intervals',
    file: 'tools/intervals.ts',
    purpose:
      'Walks simulated markets under a moving clock; prints the coverage of predicted intervals by group.',
    options: {
      markets: { ...count('N'), default: '8', purpose: 'random markets of the seed' },
      learn: { ...count('N', 0), default: '25', purpose: 'first days, without questions' },
      days: { ...count('N'), default: '20', purpose: 'days after them' },
      seed: { ...count('N', 0), default: '1', purpose: 'seed of markets and searches' },
      json: JSON_OPTION,
    },
    examples: ['', '--markets 12 --days 30 --seed 7'],
  },
  'estimate-policy': {
    name: 'estimate-policy',
    file: 'tools/estimate-policy.ts',
    purpose:
      'Estimates from the log of one policy the reward of another that shows every action equally often.',
    operands: { form: 'LOG', purpose: 'one row a choice (.csv or .csv.gz)', least: 1, most: 1 },
    options: {
      action: { type: 'string', value: 'NAME', default: 'action', purpose: 'column of the choice' },
      reward: { type: 'string', value: 'NAME', default: 'reward', purpose: 'column of its reward' },
      propensity: {
        type: 'string',
        value: 'NAME',
        default: 'propensity',
        purpose: 'column of the probability with which it was chosen',
      },
      json: JSON_OPTION,
    },
    examples: ['log.csv.gz --action item_id --reward click --propensity propensity_score'],
  },
} as const satisfies Readonly<Record<string, Row>>
