/** The views, in the order of a working day. */
import { usePage } from '../client/page-state'
import { fragmentOf, routeTo, type ViewName } from '../plain/view-route'

type Entry = { readonly view: ViewName; readonly name: string; readonly key: string }

const GROUPS: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: 'Desk',
    entries: [
      { view: 'queue', name: 'Work queue', key: 'g q' },
      { view: 'market', name: 'Market', key: 'g m' },
      { view: 'demand', name: 'Demand', key: 'g t' },
    ],
  },
  {
    name: 'Trust',
    entries: [
      { view: 'accuracy', name: 'Accuracy', key: 'g a' },
      { view: 'models', name: 'Models', key: 'g o' },
      { view: 'data', name: 'Data', key: 'g d' },
    ],
  },
  {
    name: 'Set up',
    entries: [
      { view: 'alerts', name: 'Alerts', key: 'g l' },
      { view: 'playground', name: 'Recommendations', key: 'g p' },
      { view: 'usage', name: 'Usage and keys', key: 'g u' },
    ],
  },
]

export function Rail() {
  const { route } = usePage()
  return (
    <nav class="rail" aria-label="Views">
      {GROUPS.map(({ name, entries }) => (
        <div class="rail-group" key={name}>
          <span class="rail-title">{name}</span>
          {entries.map(({ view, name: title, key }) => (
            <a
              key={view}
              href={fragmentOf(routeTo(view))}
              aria-current={route.value.view === view ? 'page' : undefined}
            >
              {title} <span class="rail-key">{key}</span>
            </a>
          ))}
        </div>
      ))}
      <div class="rail-group rail-end">
        <a
          href={fragmentOf(routeTo('start'))}
          aria-current={route.value.view === 'start' ? 'page' : undefined}
        >
          About
        </a>
        <a href="/docs">API reference</a>
      </div>
    </nav>
  )
}
