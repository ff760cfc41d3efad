/** Probabilities of low, medium and high for each day, stacked, with the likeliest as a sign. */
import { usePage } from '../client/page-state'
import { dayText, weekdayOf } from '../plain/age-text'
import { useWidth } from './use-width'

export type LevelDay = {
  readonly day: string
  readonly level: 'low' | 'medium' | 'high'
  readonly probabilities: { readonly low: number; readonly medium: number; readonly high: number }
}

const HEIGHT = 92
const FOOT = 16
const HEAD = 14
const SIGNS = { low: '▼', medium: '■', high: '▲' } as const

export function LevelBars({ days }: { readonly days: readonly LevelDay[] }) {
  const page = usePage()
  const [box, width] = useWidth<HTMLDivElement>(280)
  const slot = width.value / days.length
  const room = HEIGHT - FOOT - HEAD
  const every = Math.ceil(30 / slot)
  return (
    <div ref={box} class="chart">
      <svg
        role="img"
        aria-label={`Demand levels of ${days.length} days`}
        width={width.value}
        height={HEIGHT}
      >
        {days.map(({ day, level, probabilities }, index) => {
          const left = index * slot + 1
          const [low, high] = [room * probabilities.low, room * probabilities.high]
          const bar = { x: left, width: Math.max(1, slot - 2) }
          return (
            <g
              key={day}
              onPointerEnter={() => {
                page.day.value = day
              }}
              onPointerLeave={() => {
                page.day.value = undefined
              }}
            >
              <title>{`${weekdayOf(day)} ${dayText(day)}: ${level}`}</title>
              <rect class="level-bar-high" {...bar} y={HEAD} height={high} />
              <rect class="level-bar-medium" {...bar} y={HEAD + high} height={room - high - low} />
              <rect class="level-bar-low" {...bar} y={HEAD + room - low} height={low} />
              <text
                class={`level-sign-${level}`}
                x={left + slot / 2 - 1}
                y="10"
                text-anchor="middle"
              >
                {slot > 9 ? SIGNS[level] : ''}
              </text>
              {index % every === 0 && (
                <text x={left + slot / 2 - 1} y={HEIGHT - 3} text-anchor="middle">
                  {Number(day.slice(8))}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
