import { expect, test } from 'vitest'
import { airportsOf, place, placeObjection, placeOn } from '../../../models/airline/places'
import table from '../../../models/airline/places.generated.json'

const TODAY = '2026-11-28'
const records = table.places.match(/.{35}/g) ?? []
const codes = [...new Set(records.map((record) => record.slice(0, 3)))]
const codesOf = (places: readonly { readonly code: string }[]) => places.map(({ code }) => code)

test('a place is found with its country, coordinates, time zone and city', () => {
  expect(place('LIS')).toEqual({
    code: 'LIS',
    kind: 'airport',
    country: 'PT',
    city: 'LIS',
    latitude: 38.781,
    longitude: -9.136,
    timeZone: 'Europe/Lisbon',
  })
  expect(place('QKL')).toMatchObject({ kind: 'rail', country: 'DE', city: 'CGN' })
  expect(place('MCM')).toMatchObject({ kind: 'heliport', country: 'MC' })
  expect(place('XNB')).toMatchObject({ kind: 'bus', country: 'AE' })
  expect(place('LON')).toMatchObject({ kind: 'city', timeZone: 'Europe/London' })
})

test('returns undefined for text that is not a code', () => {
  for (const code of ['', 'L', 'LI', 'LISB', 'lis', '000', 'XXQ', 'QQQ', 'ZZZ']) {
    expect(place(code)).toBeUndefined()
    expect(placeOn(code, TODAY)).toBeUndefined()
    expect(placeObjection(code, TODAY)).toMatch(/is not a known place; send/)
  }
})

test('every code of the table is found, in order, and its newest code is its own', () => {
  expect(records.join('')).toBe(table.places)
  expect(codes.length).toBeGreaterThan(10_000)
  expect(codes).toEqual([...codes].sort())
  const wrong = codes.filter((code) => {
    const known = place(code)
    return !(
      known &&
      place(known.code) === known &&
      /^[A-Z]{2}$/.test(known.country) &&
      Math.abs(known.latitude) <= 90 &&
      Math.abs(known.longitude) <= 180
    )
  })
  expect(wrong).toEqual([])
})

test('finds the same place for a code as a plain scan of the table', () => {
  for (const day of ['2012-06-01', '2019-04-05', '2019-04-06', '2024-12-31', TODAY]) {
    for (const code of codes.filter((_, index) => index % 40 === 0)) {
      const inForce = records.find((record) => {
        const [from, until] = [record.slice(24, 28), record.slice(28, 32)].map(dayOf)
        return record.startsWith(code) && (from ?? '') <= day && day <= (until ?? '9999')
      })
      if (inForce?.endsWith('   ')) expect(placeOn(code, day)?.code).toBe(code)
      else if (inForce) expect(placeOn(code, day)).toEqual(place(inForce.slice(32)))
    }
  }
})

function dayOf(packed: string): string | undefined {
  const days = Number.parseInt(packed, 36)
  return Number.isNaN(days) ? undefined : new Date(days * 86_400_000).toISOString().slice(0, 10)
}

test('every time zone is one the runtime knows', () => {
  for (const timeZone of table.timeZones) {
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
  }
})

test('time zones follow from coordinates where airport tables had them wrong', () => {
  const zones = ['PSC', 'MLG', 'STM', 'BAX', 'TOF', 'BWT', 'SQG', 'PAB', 'IXA', 'BSZ'].map(
    (code) => place(code)?.timeZone
  )
  expect(zones).toEqual([
    ...['America/Los_Angeles', 'Asia/Jakarta', 'America/Santarem', 'Asia/Barnaul', 'Asia/Tomsk'],
    ...['Australia/Hobart', 'Asia/Pontianak', 'Asia/Kolkata', 'Asia/Kolkata', 'Asia/Bishkek'],
  ])
  expect(['KCA', 'URC', 'AAT'].map((code) => place(code)?.timeZone)).toEqual([
    ...['Asia/Shanghai', 'Asia/Shanghai', 'Asia/Shanghai'],
  ])
})

test('a renamed airport is one place under its former and its new code', () => {
  expect(placeOn('PBI', '2026-12-20')).toEqual(placeOn('DJT', '2026-12-20'))
  expect(placeOn('PBI', '2025-12-20')?.code).toBe('DJT')
  expect(placeOn('DJT', '2026-08-01')?.code).toBe('DJT')
  expect(place('DJT')).toMatchObject({ country: 'US', timeZone: 'America/New_York' })
  expect(['TSE', 'KIV', 'FRU'].map((code) => placeOn(code, TODAY)?.code)).toEqual([
    ...['NQZ', 'RMO', 'BSZ'],
  ])
})

test('a code that moved to another airport is read by the day', () => {
  expect(placeOn('IST', '2019-04-05')?.code).toBe('ISL')
  expect(placeOn('IST', '2019-04-06')?.code).toBe('IST')
  expect(placeOn('KTI', '2024-12-31')?.latitude).toBeCloseTo(12.48)
  expect(placeOn('KTI', '2025-01-01')?.latitude).toBeCloseTo(11.36)
  expect(placeOn('BSZ', '2026-01-01')?.country).toBe('KG')
})

test('a closed airport is a place up to its last day', () => {
  expect(placeOn('TXL', '2020-11-08')?.code).toBe('TXL')
  expect(placeOn('TXL', '2020-11-09')).toBeUndefined()
  expect(placeObjection('TXL', '2026-12-20')).toMatch(/^TXL is not in use after 2020-11-08; send/)
  expect(place('TXL')?.timeZone).toBe('Europe/Berlin')
})

test('a city has the airports that serve it on the day, the busiest first', () => {
  expect(codesOf(airportsOf('LON', TODAY))).toEqual(['LHR', 'LGW', 'LTN', 'LCY', 'STN', 'SEN'])
  expect(codesOf(airportsOf('NYC', TODAY)).slice(0, 3)).toEqual(['JFK', 'EWR', 'LGA'])
  expect(codesOf(airportsOf('BJS', TODAY))).toEqual(['PEK', 'PKX'])
  expect(codesOf(airportsOf('BER', '2019-06-01'))).toEqual(['BER', 'TXL'])
  expect(codesOf(airportsOf('BER', TODAY))).toEqual(['BER'])
  expect(codesOf(airportsOf('LHR', TODAY))).toEqual(['LHR'])
  expect(airportsOf('XXQ', TODAY)).toEqual([])
})

test('a city of one airport is that airport', () => {
  expect(placeOn('BUH', TODAY)?.code).toBe('OTP')
  expect(placeOn('IZM', TODAY)?.code).toBe('ADB')
})

test('every airport of an area is a known place', () => {
  for (const [city, members] of Object.entries(table.areas)) {
    expect(place(city), city).toBeDefined()
    for (const code of members.match(/.{3}/g) ?? []) expect(place(code)?.code, code).toBe(code)
  }
})

test('the airports of an area lie in the country of its city', () => {
  const abroad = Object.entries(table.areas).flatMap(([city, members]) => {
    const home = place(city)?.country
    return (members.match(/.{3}/g) ?? []).filter((code) => place(code)?.country !== home)
  })
  expect([...new Set(abroad)].sort()).toEqual([])
})
