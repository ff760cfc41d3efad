import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf } from '../../../../models/airline/calendar'
import { readRateFile } from '../../../../pipelines/sources/rates/rate-file'

/** The layout of eurofxref-hist.csv: newest first, "N/A" where there was no rate, a comma at the end. */
const HISTORY = `Date,USD,JPY,CYP,RUB,
2026-11-20,1.0946,162.31,N/A,N/A,
2026-11-19,1.1,161,N/A,N/A,
2007-12-31,1.4721,164.93,0.585274,35.986,
`

const DAILY = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-11-20'>
      <Cube currency='USD' rate='1.0946'/>
      <Cube currency='JPY' rate='162.31'/>
    </Cube>
  </Cube>
</gesmes:Envelope>`

const FRIDAY = { date: '2026-11-20', source: 'ECB', perEuro: { USD: 1.0946, JPY: 162.31 } }

test('the history as CSV is a table a day, oldest first, without currencies that had no rate', () => {
  expect(readRateFile(HISTORY, 'ECB')).toEqual({
    tables: [
      {
        date: '2007-12-31',
        source: 'ECB',
        perEuro: { USD: 1.4721, JPY: 164.93, CYP: 0.585274, RUB: 35.986 },
      },
      { date: '2026-11-19', source: 'ECB', perEuro: { USD: 1.1, JPY: 161 } },
      FRIDAY,
    ],
    problems: [],
  })
})

test('the CSV of one day writes its month in words', () => {
  const { tables } = readRateFile('Date, USD, JPY, \n20 November 2026, 1.0946, 162.31, \n', 'ECB')
  expect(tables).toEqual([FRIDAY])
})

test('XML of one day and of many give the same tables as CSV', () => {
  expect(readRateFile(DAILY, 'ECB')).toEqual({ tables: [FRIDAY], problems: [] })
  const many = DAILY.replace(
    '</Cube>\n  </Cube>',
    `</Cube><Cube time="2026-11-19"><Cube currency="USD" rate="1.1"/></Cube></Cube>`
  )
  expect(readRateFile(many, 'ECB').tables.map(({ date }) => date)).toEqual([
    '2026-11-19',
    '2026-11-20',
  ])
})

test.each([
  ['tabs', 'Date\tUSD\tJPY\n2026-11-20\t1.0946\t162.31\n'],
  ['decimal commas', 'Date;USD;JPY\n2026-11-20;1,0946;162,31\n'],
  ['quotes', '"Date","USD","JPY"\n"2026-11-20","1.0946","162.31"\n'],
])('the history with %s gives the same table', (_form, file) => {
  expect(readRateFile(file, 'ECB')).toEqual({ tables: [FRIDAY], problems: [] })
})

const SERIES = [
  ['USD', '1.0946'],
  ['JPY', '162.31'],
] as const
const GENERIC = `<message:GenericData xmlns:message="m" xmlns:generic="g"><message:DataSet>${SERIES.map(
  ([currency, rate]) => `<generic:Series><generic:SeriesKey>
    <generic:Value id="FREQ" value="D"/><generic:Value id="CURRENCY" value="${currency}"/>
    <generic:Value id="CURRENCY_DENOM" value="EUR"/><generic:Value id="EXR_TYPE" value="SP00"/>
  </generic:SeriesKey><generic:Obs><generic:ObsDimension value="2026-11-20"/>
    <generic:ObsValue value="${rate}"/></generic:Obs></generic:Series>`
).join('')}</message:DataSet></message:GenericData>`
const SPECIFIC = `<message:StructureSpecificData xmlns:message="m"><message:DataSet>${SERIES.map(
  ([currency, rate]) => `<Series FREQ="D" CURRENCY="${currency}" CURRENCY_DENOM="EUR"
    EXR_TYPE="SP00"><Obs TIME_PERIOD="2026-11-20" OBS_VALUE="${rate}"/></Series>`
).join('')}</message:DataSet></message:StructureSpecificData>`

test.each([
  ['generic', GENERIC],
  ['structure specific', SPECIFIC],
])('SDMX XML, %s, gives the same table', (_form, file) => {
  expect(readRateFile(file, 'ECB')).toEqual({ tables: [FRIDAY], problems: [] })
})

test('a series that is not of daily rates per euro is named, in every SDMX form', () => {
  const monthly = SPECIFIC.replaceAll('FREQ="D"', 'FREQ="M"')
  expect(readRateFile(monthly, 'ECB')).toMatchObject({
    tables: [],
    problems: [{ detail: expect.stringContaining('M.USD.EUR.SP00') }, {}],
  })
})

test('a day with one bad rate is refused whole, named by its line, and the others are read', () => {
  const file = `Date,USD,JPY
2026-11-20,1.09,162
2026-11-19,1.09,-3
2026-11-18,1.09
2026-02-30,1.09,162
2026-11-20,1.10,163
2026-11-17,N/A,N/A
2026-11-16,1e3,162`
  const { tables, problems } = readRateFile(file, 'ECB')
  expect(tables.map(({ date }) => date)).toEqual(['2026-11-20'])
  expect(problems).toEqual([
    { line: 3, detail: 'JPY "-3" is no rate; write units per euro' },
    { line: 4, detail: 'has 1 rates, the first line names 2 currencies' },
    { line: 5, detail: '"2026-02-30" is no day; write 2026-11-20 or 20 November 2026' },
    { line: 6, detail: '2026-11-20 stands in the file twice; keep one' },
    { line: 7, detail: '2026-11-17 has no rate at all' },
    { line: 8, detail: 'USD "1e3" is no rate; write units per euro' },
  ])
})

test('refuses a file without rates and gives the reason', () => {
  const first = (text: string) => readRateFile(text, 'ECB').problems[0]?.detail
  expect(first('')).toContain('send a CSV that starts with "Date"')
  expect(first('Currency;Rate')).toContain('starts with "Currency,Rate"')
  expect(first('<html></html>')).toContain('has no Envelope/Cube/Cube')
  expect(first('<a><b></a>')).toContain('not well-formed')
  expect(first('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toContain('DOCTYPE')
  expect(first('Date,USD,USD\n2026-11-20,1,1')).toContain('USD has two rates')
  expect(first('Date,EUR\n2026-11-20,1')).toContain('leave it out')
  expect(first('Date,Dollar\n2026-11-20,1')).toContain('"Dollar" is no currency code')
})

test('every day of any file is a table or a problem, and every rate comes back as written', () => {
  const rate = fc.double({ min: 0.0001, max: 99_999, noNaN: true }).map((n) => n.toFixed(4))
  const cell = fc.oneof({ weight: 20, arbitrary: rate }, fc.constantFrom('N/A', '?', '0', '-1'))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 40 }), (rows) => {
      const lines = rows.map(([usd, jpy], index) => `${dayOf(20_000 + index)},${usd},${jpy},`)
      const { tables, problems } = readRateFile(['Date,USD,JPY,', ...lines].join('\n'), 'ECB')
      expect(tables.length + problems.length).toBe(rows.length)
      for (const { date, perEuro } of tables) {
        const line = lines.find((each) => each.startsWith(date))?.split(',') ?? []
        const written = [perEuro.USD, perEuro.JPY].map((n) => n?.toFixed(4) ?? 'N/A')
        expect(line.slice(1, 3)).toEqual(written)
      }
    })
  )
})

test('quoted cells and SDMX lines are read as the bank serves them', () => {
  const quoted = '"Date","USD","PLN"\n"2026-11-20","1.0946","4.2983"\n'
  const sdmx = [
    'KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,TITLE',
    'EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2026-11-20,1.0946,"US dollar, per euro"',
    'EXR.D.PLN.EUR.SP00.A,D,PLN,EUR,SP00,A,2026-11-20,4.2983,"Polish zloty"',
    'EXR.M.PLN.EUR.SP00.A,M,PLN,EUR,SP00,A,2026-11,4.3,"Monthly"',
  ]
  const perEuro = { USD: 1.0946, PLN: 4.2983 }
  expect(readRateFile(quoted, 'ECB').tables).toMatchObject([{ date: '2026-11-20', perEuro }])
  expect(readRateFile(sdmx.join('\n'), 'ECB')).toMatchObject({
    tables: [{ date: '2026-11-20', perEuro }],
    problems: [{ line: 4, detail: expect.stringContaining('M.PLN.EUR.SP00') }],
  })
})
