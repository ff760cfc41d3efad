/** Money on the wire: decimal text with its currency. */
import { z } from 'zod'
import { decimalText } from '../../../models/airline/money'

export const Money = z
  .object({
    amount: z.string().meta({ description: 'Decimal text', examples: ['234.48'] }),
    currency: z.string().meta({ description: 'ISO 4217', examples: ['EUR'] }),
  })
  .meta({ id: 'Money' })
export type Money = z.infer<typeof Money>

export const Range = z.object({ low: Money, high: Money })

export function moneyWire(amountMinor: number, currency: string): Money {
  return { amount: decimalText({ amountMinor, currency }), currency }
}
