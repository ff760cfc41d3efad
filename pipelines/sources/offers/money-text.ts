/**
 * An amount written with its currency: "€129.90", "129.90 EUR", "R$ 1.129,90". A sign such as "$"
 * belongs to several currencies, so it can contradict a currency but not name one by itself.
 */

export type MoneyText = {
  /** The digits, with their decimal mark and groups as written. */
  readonly digits: string
  /** ISO 4217 codes that the sign or code beside the digits can stand for; absent without one. */
  readonly currencies?: readonly string[]
}

const DOLLARS = 'USD CAD AUD NZD HKD SGD TWD MXN CLP COP ARS BBD BSD BMD BND BZD FJD JMD KYD TTD'
const SIGNS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '€': 'EUR',
    '£': 'GBP EGP GIP FKP SHP',
    $: DOLLARS,
    us$: 'USD',
    a$: 'AUD',
    au$: 'AUD',
    c$: 'CAD',
    ca$: 'CAD',
    nz$: 'NZD',
    hk$: 'HKD',
    s$: 'SGD',
    nt$: 'TWD',
    mx$: 'MXN',
    r$: 'BRL',
    '¥': 'JPY CNY',
    '￥': 'JPY CNY',
    円: 'JPY',
    元: 'CNY',
    '₹': 'INR',
    rs: 'INR PKR LKR NPR MUR',
    '₨': 'INR PKR LKR NPR MUR',
    '₩': 'KRW',
    '₺': 'TRY',
    tl: 'TRY',
    '₽': 'RUB',
    '₴': 'UAH',
    '₸': 'KZT',
    '₾': 'GEL',
    '₫': 'VND',
    '₱': 'PHP',
    '฿': 'THB',
    '₪': 'ILS',
    '₦': 'NGN',
    '৳': 'BDT',
    '₡': 'CRC',
    '₲': 'PYG',
    '₵': 'GHS',
    zł: 'PLN',
    kr: 'SEK NOK DKK ISK',
    fr: 'CHF',
    sfr: 'CHF',
    kč: 'CZK',
    ft: 'HUF',
    lei: 'RON MDL',
    лв: 'BGN',
    rp: 'IDR',
    rm: 'MYR',
    dh: 'AED MAD',
    sr: 'SAR',
    r: 'ZAR',
  }).map(([sign, codes]) => [sign, codes.split(' ')])
)

const AROUND = /^([^\d.,+-]*)([+-]?[.,]?\d(?:[\d.,'\s\u00a0\u202f]*\d)?\.?)([^\d]*)$/u

/** Undefined when the text beside the digits is neither a sign nor a code of a currency. */
export function moneyText(text: string): MoneyText | undefined {
  const [, before = '', digits, after = ''] = AROUND.exec(text.trim()) ?? []
  if (digits === undefined) return undefined
  const names = [before, after].map((each) => each.trim()).filter((each) => each !== '')
  const [name, ...others] = names
  if (name === undefined) return { digits }
  const currencies = currenciesOf(name)
  return others.length > 0 || !currencies ? undefined : { digits, currencies }
}

function currenciesOf(name: string): readonly string[] | undefined {
  const code = name.toUpperCase()
  const sign = SIGNS.get(name.toLowerCase().replace(/\.$/, ''))
  return sign ?? (/^[A-Z]{3}$/.test(code) ? [code] : undefined)
}
