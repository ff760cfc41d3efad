/** The frame around every view: bar, rail, what the keys do, and the view that the address names. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { usePage } from '../client/page-state'
import type { ViewName } from '../plain/view-route'
import { StartView } from '../views/start/start-view'
import { HelpDialog } from './help-dialog'
import { listenForKeys } from './key-commands'
import { Rail } from './rail'
import { SearchDialog } from './search-dialog'
import { TopBar } from './top-bar'

type Loaded = { readonly view: ViewName; readonly Show: ComponentType | 'failed' }

/** Each view is a file of its own, fetched when it is first opened. */
const LOADERS: Readonly<Record<ViewName, () => Promise<ComponentType>>> = {
  start: async () => StartView,
  market: async () => (await import('../views/market/market-view')).MarketView,
  queue: async () => (await import('../views/queue/queue-view')).QueueView,
  demand: async () => (await import('../views/demand/demand-view')).DemandView,
  accuracy: async () => (await import('../views/accuracy/accuracy-view')).AccuracyView,
  models: async () => (await import('../views/models/models-view')).ModelsView,
  data: async () => (await import('../views/data/data-view')).DataQualityView,
  alerts: async () => (await import('../views/alerts/alerts-view')).AlertsView,
  playground: async () => (await import('../views/playground/playground-view')).PlaygroundView,
  usage: async () => (await import('../views/usage/usage-view')).UsageView,
}

export function App() {
  const page = usePage()
  useEffect(() => listenForKeys(page), [])
  useEffect(() => {
    document.documentElement.dataset.theme = page.theme.value
  }, [page.theme.value])
  return (
    <div class="frame">
      <a class="skip" href="#view">
        Skip to the view
      </a>
      <TopBar />
      <Rail />
      <main id="view" tabIndex={-1}>
        {page.key.value === undefined ? <StartView /> : <CurrentView />}
      </main>
      <p class="notice" role="status">
        {page.notice.value}
      </p>
      {page.isSearching.value && <SearchDialog />}
      {page.isHelping.value && <HelpDialog />}
    </div>
  )
}

function CurrentView() {
  const { view } = usePage().route.value
  const loaded = useSignal<Loaded | undefined>(undefined)
  useEffect(() => {
    let isCurrent = true
    LOADERS[view]()
      .then((Show) => ({ view, Show }))
      .catch(() => ({ view, Show: 'failed' as const }))
      .then((next) => {
        if (isCurrent) loaded.value = next
      })
    return () => {
      isCurrent = false
    }
  }, [view])
  const Show = loaded.value?.view === view ? loaded.value.Show : undefined
  if (Show === 'failed') return <LoadFailed />
  if (!Show) return <p class="state">Loading the view …</p>
  return <Show key={view} />
}

/** A new release took the files of this one away, or the network did. */
function LoadFailed() {
  return (
    <div class="state" role="alert">
      <strong>This part of the page could not be loaded.</strong>
      <p>The network is away, or a new version was released.</p>
      <button type="button" onClick={() => location.reload()}>
        Load the page again
      </button>
    </div>
  )
}
