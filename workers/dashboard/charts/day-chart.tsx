/**
 * Values by calendar day: bands, lines and dots. The day under the pointer is marked in every such
 * chart of the page, and its values stand in the legend, so that nothing covers the curve.
 */
import { usePage } from '../client/page-state'
import { dayText, weekdayOf } from '../plain/age-text'
import { bandPath, linePath, type Span, thinned } from '../plain/chart-path'
import { extentOf, place, type Scale, ticksOf, valueAt } from '../plain/chart-scale'
import { amountText, numberText } from '../plain/shown-number'
import { useWidth } from './use-width'

type Values = readonly (number | undefined)[]
export type Tone = 'accent' | 'band' | 'fan' | 'fan-inner' | 'amber' | 'soft'
export type Band = {
  readonly name: string
  readonly low: Values
  readonly high: Values
  readonly tone: Tone
}
export type Line = {
  readonly name: string
  readonly values: Values
  readonly tone: Tone
  readonly isDashed?: boolean
  /** Dots alone, for values that are not of one curve. */
  readonly isDotted?: boolean
}

type DayChartProps = {
  readonly label: string
  readonly unit: string
  /** Without gaps, ascending. */
  readonly days: readonly string[]
  readonly bands?: readonly Band[]
  readonly lines: readonly Line[]
  readonly height?: number
  /** A day that is marked, with a word for it. */
  readonly mark?: { readonly day: string; readonly text: string }
  /** For the pointer; keys have the calendar, the field of the day, and [ and ]. */
  readonly onPick?: (day: string) => void
  readonly digits?: number
}

const LEFT = 44
const RIGHT = 10
const TOP = 8
const BOTTOM = 20
/** Room that the label of a day takes. */
const LABEL = 58

export function DayChart(props: DayChartProps) {
  const { label, days, bands = [], lines, height = 200, mark, onPick, digits = 0 } = props
  const { day } = usePage()
  const [box, width] = useWidth<HTMLDivElement>(640)
  const all = [...bands.flatMap((band) => [...band.low, ...band.high]), ...lines.flatMap(valuesIn)]
  const extent = extentOf(all.filter((value) => value !== undefined))
  if (!extent) return <p class="state">No values in this range.</p>
  const x: Scale = { domain: [0, days.length - 1], range: [LEFT, width.value - RIGHT] }
  const y: Scale = { domain: extent, range: [height - BOTTOM, TOP] }
  const at = days.indexOf(day.value ?? '')
  const columns = Math.max(1, Math.round(width.value - LEFT - RIGHT))
  const step = Math.max(1, Math.ceil((days.length * LABEL) / columns))
  const points = (values: Values) =>
    days.map((_, index) => {
      const value = values[index]
      return { x: place(x, index), y: value === undefined ? undefined : place(y, value) }
    })
  const spans = (low: Values, high: Values): readonly Span[] =>
    days.map((_, index) => {
      const [from, to] = [low[index], high[index]]
      const isKnown = from !== undefined && to !== undefined
      return isKnown
        ? { x: place(x, index), low: place(y, from), high: place(y, to) }
        : { x: place(x, index), low: undefined, high: 0 }
    })
  const dayAt = (event: PointerEvent): string | undefined => {
    const left = box.current?.getBoundingClientRect().left ?? 0
    return days[Math.round(valueAt(x, event.clientX - left))]
  }
  return (
    <figure class="chart">
      <Legend {...props} index={at} digits={digits} />
      <div ref={box}>
        <svg
          role="img"
          aria-label={label}
          width={width.value}
          height={height}
          class={onPick ? 'pickable' : ''}
          onPointerMove={(event) => {
            day.value = dayAt(event)
          }}
          onPointerLeave={() => {
            day.value = undefined
          }}
          onPointerUp={(event) => {
            const picked = dayAt(event)
            if (picked) onPick?.(picked)
          }}
        >
          {ticksOf(extent[0], extent[1], Math.max(2, Math.floor(height / 44))).map((tick) => (
            <g key={tick} class="tick">
              <line x1={LEFT} x2={width.value - RIGHT} y1={place(y, tick)} y2={place(y, tick)} />
              <text x={LEFT - 6} y={place(y, tick) + 4} text-anchor="end">
                {amountText(String(Number(tick.toFixed(6))))}
              </text>
            </g>
          ))}
          {days.map((each, index) =>
            index % step === 0 && place(x, index) < width.value - 24 ? (
              <text
                key={each}
                class="tick-day"
                x={place(x, index)}
                y={height - 4}
                text-anchor={index === 0 ? 'start' : 'middle'}
              >
                {dayText(each)}
              </text>
            ) : null
          )}
          {bands.map(({ name, low, high, tone }) => (
            <path key={name} class={`band tone-${tone}`} d={bandPath(spans(low, high))} />
          ))}
          {mark && days.includes(mark.day) && (
            <g class="mark">
              <line
                x1={place(x, days.indexOf(mark.day))}
                x2={place(x, days.indexOf(mark.day))}
                y1={TOP}
                y2={height - BOTTOM}
              />
              <text x={place(x, days.indexOf(mark.day)) + 4} y={TOP + 9}>
                {mark.text}
              </text>
            </g>
          )}
          {lines.map(({ name, values, tone, isDashed, isDotted }) =>
            isDotted ? (
              <g key={name} class={`dots tone-${tone}`}>
                {points(values).map(({ x: left, y: top }, index) =>
                  top === undefined ? null : <circle key={days[index]} cx={left} cy={top} r="2.6" />
                )}
              </g>
            ) : (
              <path
                key={name}
                class={`line tone-${tone} ${isDashed ? 'dashed' : ''}`}
                d={linePath(thinned(points(values), columns))}
              />
            )
          )}
          {at >= 0 && (
            <line class="cross" x1={place(x, at)} x2={place(x, at)} y1={TOP} y2={height - BOTTOM} />
          )}
        </svg>
      </div>
    </figure>
  )
}

function valuesIn({ values }: Line): Values {
  return values
}

function Legend(props: DayChartProps & { readonly index: number; readonly digits: number }) {
  const { days, bands = [], lines, unit, index, digits } = props
  const day = days[index]
  const value = (values: Values) => {
    const shown = day === undefined ? undefined : values[index]
    return shown === undefined ? '' : ` ${numberText(shown, digits)}`
  }
  const range = ({ low, high }: Band) =>
    value(low) === '' ? '' : `${value(low)}–${value(high).trim()}`
  return (
    <figcaption class="legend">
      <span class="unit">{unit}</span>
      {lines.map((line) => (
        <span
          key={line.name}
          class={`key tone-${line.tone} ${line.isDashed ? 'dashed' : ''} ${line.isDotted ? 'key-dot' : ''}`}
        >
          {line.name}
          <b>{value(line.values)}</b>
        </span>
      ))}
      {bands.map((band) => (
        <span key={band.name} class={`key key-band tone-${band.tone}`}>
          {band.name}
          <b>{range(band)}</b>
        </span>
      ))}
      <span class="legend-day">{day ? `${weekdayOf(day)} ${dayText(day, false)}` : ''}</span>
    </figcaption>
  )
}
