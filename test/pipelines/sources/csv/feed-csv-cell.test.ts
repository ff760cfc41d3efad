import { describe, expect, it } from 'vitest'
import {
  isNothing,
  localTimeIn,
  minutesIn,
  moneyIn,
  numberIn,
  stopsIn,
} from '../../../../pipelines/sources/csv/feed-csv-cell'
import { dayIn } from '../../../../pipelines/sources/csv/feed-csv-day'

describe('a cell of a feed', () => {
  it.each(['', 'NaN', 'null', 'None', 'N/A', '-', '--', '<NA>', 'NaT', '\\N', 'Unknown', '(null)'])(
    'says nothing as "%s"',
    (text) => expect(isNothing(text)).toBe(true)
  )

  it.each([
    ['1.129,90', ',', 1129.9],
    ['129,90', ',', 129.9],
    ['1 129,90', ',', 1129.9],
    ['12.50', ',', undefined],
    ['1,129.90', '.', 1129.9],
    ["1'129.90", '.', 1129.9],
    ['1,12.90', '.', undefined],
    ['1,129.90', undefined, undefined],
    ['129,90', undefined, undefined],
    ['1e+05', undefined, 100_000],
    ['26300.90877462456', undefined, 26300.90877462456],
    ['+129.9', undefined, 129.9],
    ['129.', undefined, 129],
    ['.99', undefined, 0.99],
  ] as const)('reads "%s" with the mark %s as %s', (text, mark, number) =>
    expect(numberIn(text, mark)).toBe(number)
  )

  it('rounds money to the digits of its currency', () => {
    expect(moneyIn('26300.90877462456', undefined, 'BDT', undefined)).toBe(26300.91)
    expect(moneyIn('1200.4', undefined, 'JPY', undefined)).toBe(1200)
    expect(moneyIn('45250', 'minor', 'KWD', undefined)).toBe(45.25)
  })

  it.each([
    ['€129.90', 'EUR', '.', 129.9],
    ['1.129,90 €', 'EUR', ',', 1129.9],
    ['EUR 129.90', 'EUR', undefined, 129.9],
    ['₹ 3,897', 'INR', '.', 3897],
    ['R$ 1.129,90', 'BRL', ',', 1129.9],
    ['$129.90', 'CAD', undefined, 129.9],
    ['$129.90', 'EUR', undefined, undefined],
    ['USD 129.90', 'EUR', undefined, undefined],
    ['from 129.90', 'EUR', undefined, undefined],
  ] as const)('reads "%s" in a row of %s as %s', (text, currency, mark, amount) =>
    expect(moneyIn(text, undefined, currency, mark)).toBe(amount)
  )

  it.each([
    ['non-stop', 0],
    ['Nonstop', 0],
    ['direct', 0],
    ['1 stop', 1],
    ['2 stops', 2],
    ['one-stop', 1],
    ['1.0', 1],
    ['2+ stops', undefined],
    ['1 stop(s)', 1],
    ['1 Stop via DOH', 1],
    ['Nonstop flight', 0],
    ['2 escalas', 2],
    ['1h layover', undefined],
    ['stop', undefined],
  ])('reads "%s" as %s stops', (text, stops) => expect(stopsIn(text, undefined)).toBe(stops))

  it('reads durations with their units in the text', () => {
    expect(minutesIn('2h 50m', undefined, undefined)).toBe(170)
    expect(minutesIn('2,5', 'hours', ',')).toBe(150)
    expect(minutesIn('170', undefined, undefined)).toBe(170)
    expect(minutesIn('long', undefined, undefined)).toBeUndefined()
  })

  it('drops the time in a cell of a date', () => {
    expect(dayIn('2026-12-20 00:00:00', undefined)).toBe('2026-12-20')
    expect(dayIn('2026-12-20T00:00:00.000Z', undefined)).toBe('2026-12-20')
    expect(dayIn('1/05/2027 0:00', 'DD/MM/YYYY')).toBe('2027-05-01')
    expect(dayIn('20261220.0', 'YYYYMMDD')).toBe('2026-12-20')
    expect(dayIn('2026-12-20 12:00 AM', undefined)).toBe('2026-12-20')
  })

  it.each([
    ['20 Dec 2026', undefined],
    ['20-Dec-2026', 'DD/MM/YYYY'],
    ['Dec 20, 2026', undefined],
    ['Sunday, December 20, 2026', 'MM/DD/YYYY'],
    ['20DEC26', undefined],
    ['2026/12/20', undefined],
    ['20/12/26', 'DD/MM/YYYY'],
  ] as const)('reads the day "%s" in the unit %s', (text, unit) =>
    expect(dayIn(text, unit)).toBe('2026-12-20')
  )

  it('sets a time alone on the day of departure', () => {
    expect(localTimeIn('22:20', '2027-03-24')).toBe('2027-03-24T22:20')
    expect(localTimeIn('5:50', '2027-03-24')).toBe('2027-03-24T05:50')
    expect(localTimeIn('2027-03-24 22:20:00', '')).toBe('2027-03-24T22:20:00')
  })
})
