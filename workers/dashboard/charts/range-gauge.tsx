/** A price on the range of comparable ones: least, quartiles, most. */
import { place, type Scale } from '../plain/chart-scale'
import { numberText } from '../plain/shown-number'
import { useWidth } from './use-width'

export type Quartiles = {
  readonly minimum: number
  readonly first: number
  readonly median: number
  readonly third: number
  readonly maximum: number
}

type GaugeProps = {
  readonly label: string
  readonly quartiles: Quartiles
  readonly price: number | undefined
}

const EDGE = 26
const HEIGHT = 58
const MIDDLE = 28

export function RangeGauge({ label, quartiles, price }: GaugeProps) {
  const [box, width] = useWidth<HTMLDivElement>(280)
  const { minimum, first, median, third, maximum } = quartiles
  const low = Math.min(minimum, price ?? minimum)
  const high = Math.max(maximum, price ?? maximum)
  const scale: Scale = { domain: [low, high], range: [EDGE, width.value - EDGE] }
  const at = (value: number) => place(scale, value)
  return (
    <div ref={box} class="gauge">
      <svg role="img" aria-label={label} width={width.value} height={HEIGHT}>
        <line class="gauge-whisker" x1={at(minimum)} x2={at(maximum)} y1={MIDDLE} y2={MIDDLE} />
        <rect
          class="gauge-box"
          x={at(first)}
          width={Math.max(2, at(third) - at(first))}
          y={MIDDLE - 9}
          height="18"
          rx="3"
        />
        <line
          class="gauge-median"
          x1={at(median)}
          x2={at(median)}
          y1={MIDDLE - 9}
          y2={MIDDLE + 9}
        />
        {[...apart([first, third], at)].map((value) => (
          <text key={value} x={at(value)} y={HEIGHT - 6} text-anchor="middle">
            {numberText(value)}
          </text>
        ))}
        {price !== undefined && (
          <g class="gauge-price">
            <path d={`M${at(price)} ${MIDDLE - 11}l-6 -10h12z`} />
            <line x1={at(price)} x2={at(price)} y1={MIDDLE - 12} y2={MIDDLE + 9} />
          </g>
        )}
      </svg>
    </div>
  )
}

/** Values whose labels do not overlap. */
function apart(values: readonly number[], at: (value: number) => number): readonly number[] {
  return values.filter((value, index) => {
    const before = values[index - 1]
    return before === undefined || at(value) - at(before) > 30
  })
}
