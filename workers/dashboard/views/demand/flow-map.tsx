/** The most searched routes on a map; lines widen with their share. */
import { useSignal } from '@preact/signals'
import { geoEqualEarth, geoPath } from 'd3-geo'
import { useEffect } from 'preact/hooks'
import { feature } from 'topojson-client'
import landUrl from 'world-atlas/land-110m.json?url'
import { useWidth } from '../../charts/use-width'
import { usePage } from '../../client/page-state'
import { ChartPanel } from '../../parts/chart-panel'
import { shareText } from '../../plain/shown-number'
import { usePlaces } from './use-places'

type Flow = { readonly market: string; readonly share: number; readonly searches: number }
type Topology = Parameters<typeof feature>[0]

const HEIGHT = 390

export function FlowMap({ routes }: { readonly routes: readonly Flow[] }) {
  const page = usePage()
  const [box, width] = useWidth<HTMLDivElement>(700)
  const land = useSignal<Topology | undefined>(undefined)
  useEffect(() => {
    fetch(landUrl)
      .then((response) => response.json())
      .then((topology: Topology) => {
        land.value = topology
      })
      .catch(() => {
        page.notice.value = 'The coastlines could not be loaded.'
      })
  }, [])
  const codes = [...new Set(routes.flatMap(({ market }) => market.split('-')))]
  const places = usePlaces(codes)
  const points = [...places.values()].map(({ longitude, latitude }) => [longitude, latitude])
  const frame =
    points.length > 1
      ? { type: 'MultiPoint' as const, coordinates: points }
      : { type: 'Sphere' as const }
  const projection = geoEqualEarth()
    .fitExtent(
      [
        [30, 24],
        [width.value - 30, HEIGHT - 24],
      ],
      frame
    )
    .clipExtent([
      [0, 0],
      [width.value, HEIGHT],
    ])
  const draw = geoPath(projection)
  const most = Math.max(0.0001, ...routes.map(({ share }) => share))
  const first = routes[0]
  const sentence = first
    ? `${first.market} is searched most, with ${shareText(first.share, 1)} of all searches; ${routes.length} routes are drawn.`
    : 'No route was searched yet.'
  const objects =
    land.value &&
    feature(land.value, land.value.objects.land ?? { type: 'GeometryCollection', geometries: [] })
  return (
    <ChartPanel
      title="Routes"
      span={4}
      sentence={sentence}
      columns={['market', 'searches', 'share']}
      rows={routes.map(({ market, searches, share }) => [market, searches, share])}
    >
      <div ref={box} class="chart map">
        <svg role="img" aria-label={sentence} width={width.value} height={HEIGHT}>
          {objects && <path class="land" d={draw(objects) ?? ''} />}
          {routes.map(({ market, share }) => {
            const [from, to] = market.split('-').map((code) => places.get(code))
            if (!from || !to) return null
            const arc = {
              type: 'LineString' as const,
              coordinates: [from, to].map((end) => [end.longitude, end.latitude]),
            }
            return (
              <path
                key={market}
                class="flow"
                stroke-width={1 + (4 * share) / most}
                d={draw(arc) ?? ''}
              >
                <title>{`${market}: ${shareText(share, 1)}`}</title>
              </path>
            )
          })}
          {[...places].map(([code, { longitude, latitude }]) => {
            const at = projection([longitude, latitude])
            if (!at) return null
            return (
              <g key={code} class="place">
                <circle cx={at[0]} cy={at[1]} r="3" />
                <text x={at[0] + 5} y={at[1] - 4}>
                  {code}
                </text>
              </g>
            )
          })}
        </svg>
      </div>
    </ChartPanel>
  )
}
