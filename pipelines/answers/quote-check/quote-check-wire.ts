/** The wire form of the quote check. Field descriptions are the API's documentation. */
import { z } from 'zod'
import { isCurrentCurrency } from '../../../models/airline/currencies'
import { SNAPSHOT_SOURCES } from '../../events/snapshot-source'
import type { CheckedQuote } from './check-quotes'
import { ACTIONS } from './decide-quotes'
import { MONEY_LIMITS, PARTNER_POLICIES, type Partner, type QuotePolicy } from './quote-policy'

const Currency = z
  .string()
  .refine(isCurrentCurrency, 'must be a current ISO 4217 code, such as EUR')

const CustomPolicy = z
  .strictObject({
    lower: z
      .number()
      .min(-1, 'must be -1 to 0')
      .max(0, 'must be -1 to 0')
      .meta({ examples: [-0.03] }),
    upper: z
      .number()
      .min(0, 'must be 0 to 10')
      .max(10, 'must be 0 to 10')
      .meta({ examples: [0.02] }),
    money: z
      .strictObject({
        lower: z.number().max(0, 'must be 0 or less'),
        upper: z.number().min(0, 'must be 0 or more'),
        currency: Currency,
      })
      .optional()
      .meta({ description: 'Limits in major units; a price within either is in policy' }),
  })
  .meta({ id: 'CustomQuotePolicy', description: 'Shares of the quoted price, both included' })

/** Both forms share one error, because the intended schema of an invalid value is unknown. */
export const PolicyWire = z
  .union([z.enum(['skyscanner', 'google']), CustomPolicy], {
    error:
      'must be "skyscanner", "google" or { lower, upper } with -1 <= lower <= 0 <= upper <= 10',
  })
  .meta({
    description:
      'The partner\'s tolerance between the shown and the true price. "skyscanner": -4 % to +1 % or ' +
      '-25 to +7 EUR, whichever is wider; "google": -2 % to +2 %; or custom limits',
  })

export function policyOf(wire: z.infer<typeof PolicyWire>): QuotePolicy {
  if (typeof wire === 'string') return PARTNER_POLICIES[wire satisfies Partner]
  const { lower, upper, money } = wire
  return { shares: { lower, upper }, money }
}

const Evidence = z
  .object({
    source: z.enum(SNAPSHOT_SOURCES),
    last_observed_at: z.iso.datetime().optional().meta({
      description: 'When fares of the same market, cabin and trip kind were last observed',
    }),
  })
  .meta({ id: 'QuoteEvidence' })

export const QuoteJudgement = z
  .object({
    p_hold: z.number().min(0).max(1).meta({
      description: 'Probability that the true price is within the tolerance now',
    }),
    expected_change: z.number().meta({
      description: 'Expected change of the price since it was quoted, as a share of it',
    }),
    action: z.enum(ACTIONS).meta({
      description:
        '"serve" the quote as it is; "refresh" it, which uses one of the budget; "suppress" it, because the budget is used ' +
        'and showing it would cost more than it earns',
    }),
    recheck_after_s: z.int().meta({
      description:
        'Seconds after which a served quote should be checked again; 0 means refresh now',
    }),
    tolerance: z
      .object({
        lower: z.number(),
        upper: z.number(),
        money_limits: z.enum(MONEY_LIMITS).meta({
          description:
            '"applied": the wider of the shares and the money limits. "no_rate": shares alone, as no exchange rate to the ' +
            "quote's currency is known. " +
            '"none": the policy has no money limits',
        }),
      })
      .meta({ id: 'QuoteTolerance', description: 'As shares of the quoted price' }),
    evidence: Evidence,
  })
  .meta({ id: 'QuoteJudgement' })
export type QuoteJudgement = z.infer<typeof QuoteJudgement>

export function judgementWire(checked: CheckedQuote): QuoteJudgement {
  const { tolerance, lastObservedAt } = checked
  return {
    p_hold: rounded(checked.pValid),
    expected_change: rounded(checked.expectedChange),
    action: checked.action,
    recheck_after_s: checked.recheckAfterS,
    tolerance: {
      lower: rounded(tolerance.lower),
      upper: rounded(tolerance.upper),
      money_limits: tolerance.moneyLimits,
    },
    evidence: {
      source: checked.source,
      last_observed_at: lastObservedAt ? new Date(lastObservedAt).toISOString() : undefined,
    },
  }
}

/** Four digits exceed the model's precision. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
