/** Numbers as the page shows them: grouped, with their unit, and a dash where there is none. */
export type MoneyText = { readonly amount: string; readonly currency: string }
export const NONE = '–'
const MINUS = '\u2212'
const NARROW_SPACE = '\u202f'

/** The currency always stands beside the amount: "1 244.99 EUR". */
export function moneyText(money: MoneyText | null | undefined): string {
  return money ? `${amountText(money.amount)}${'\u00a0'}${money.currency}` : NONE
}

/** A decimal text with its thousands grouped; digits stay as they were sent. */
export function amountText(amount: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? []
  if (whole === '') return amount
  return `${sign && MINUS}${whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)}${rest}`
}

/** With a sign always: what an effect adds or takes. */
export function signedMoney(money: MoneyText): string {
  return Number(money.amount) > 0 ? `+${moneyText(money)}` : moneyText(money)
}

export function numberText(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  return amountText(value.toFixed(digits))
}

/** A share of 0 to 1 in percent. */
export function shareText(share: number | null | undefined, digits = 0): string {
  if (share === null || share === undefined) return NONE
  return `${numberText(100 * share, digits)}${'\u00a0'}%`
}

export function signedShare(share: number | null | undefined, digits = 0): string {
  const text = shareText(share, digits)
  return share !== null && share !== undefined && share > 0 ? `+${text}` : text
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}
