/** Stated probability against what happened; on the diagonal they agree. Dots grow with their number. */

import type { Bin } from '../plain/accuracy-sentences'
import { reliabilitySentence } from '../plain/accuracy-sentences'
import { place } from '../plain/chart-scale'
import { shareText } from '../plain/shown-number'

const SIZE = 220
const EDGE = 34
const SCALE = { domain: [0, 1], range: [EDGE, SIZE - 8] } as const
const DOWN = { domain: [0, 1], range: [SIZE - EDGE, 8] } as const
const TICKS = [0, 0.5, 1]

export function Reliability({ bins }: { readonly bins: readonly Bin[] }) {
  const most = Math.max(1, ...bins.map(({ n }) => n))
  return (
    <div class="chart">
      <svg role="img" aria-label={reliabilitySentence(bins)} width={SIZE} height={SIZE}>
        <line
          class="diagonal"
          x1={place(SCALE, 0)}
          y1={place(DOWN, 0)}
          x2={place(SCALE, 1)}
          y2={place(DOWN, 1)}
        />
        {TICKS.map((tick) => (
          <g key={tick}>
            <text x={place(SCALE, tick)} y={SIZE - 18} text-anchor="middle">
              {shareText(tick)}
            </text>
            <text x={EDGE - 6} y={place(DOWN, tick) + 4} text-anchor="end">
              {shareText(tick)}
            </text>
          </g>
        ))}
        <text x={(EDGE + SIZE) / 2} y={SIZE - 3} text-anchor="middle">
          stated
        </text>
        {bins.map(({ bin, n, said, observed }) =>
          said === null || observed === null ? null : (
            <circle
              key={bin}
              class="reliability-dot"
              cx={place(SCALE, said)}
              cy={place(DOWN, observed)}
              r={3 + 6 * Math.sqrt(n / most)}
            />
          )
        )}
      </svg>
    </div>
  )
}
