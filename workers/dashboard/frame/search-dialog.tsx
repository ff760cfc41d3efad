/** Finds a market by what is typed: two codes, two names or one. Enter opens the first. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { go, useAnswer, usePage } from '../client/page-state'
import type { Refusal } from '../plain/api-types'
import { endsIn, type Found, ranked } from '../plain/search-text'
import { numberText } from '../plain/shown-number'
import { routeTo } from '../plain/view-route'

const PAUSE_MS = 120
const MOST = 8

export function SearchDialog() {
  const page = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  const typed = useSignal('')
  const query = useSignal('')
  const chosen = useSignal(0)
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    const timer = setTimeout(() => {
      query.value = typed.value.trim()
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed.value])
  const { found, isLoading, refusal } = useFound(query.value)
  const at = Math.min(chosen.value, found.length - 1)

  const open = (market: string) => {
    page.isSearching.value = false
    go(routeTo('market', market))
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      chosen.value = (at + step + found.length) % found.length
      event.preventDefault()
    }
    const picked = found[at]
    // The list must be that of the text typed last.
    if (event.key === 'Enter' && picked && query.value === typed.value.trim()) {
      open(picked.market)
      event.preventDefault()
    }
  }
  return (
    <dialog
      ref={dialog}
      class="dialog search"
      aria-label="Search a market"
      onClose={() => {
        page.isSearching.value = false
      }}
    >
      <input
        type="search"
        aria-label="Market, city or airport"
        aria-autocomplete="list"
        aria-controls="found-markets"
        aria-activedescendant={at >= 0 ? `found-${at}` : undefined}
        placeholder="LIS JFK, Lisbon to New York, or one place"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          chosen.value = 0
        }}
        onKeyDown={press}
        autocomplete="off"
        spellcheck={false}
      />
      <div id="found-markets" role="listbox" aria-label="Markets">
        {found.map(({ market, origin, destination, observations }, index) => (
          <div
            key={market}
            id={`found-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onPointerMove={() => {
              chosen.value = index
            }}
            onClick={() => open(market)}
            onKeyDown={() => undefined}
          >
            <b>{market}</b>
            <span class="found-names">
              {origin.name} – {destination.name}
            </span>
            <span class="dim">
              {observations > 0 ? `${numberText(observations)} fares` : 'not observed'}
            </span>
          </div>
        ))}
      </div>
      <p class="dialog-foot">
        {refusal ? refusal.detail : hintOf(query.value, found.length, isLoading)}
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close
        </span>
      </p>
    </dialog>
  )
}

/** Observed markets of the query; two places that were never observed together can be opened too. */
function useFound(query: string): {
  found: readonly Found[]
  isLoading: boolean
  refusal: Refusal | undefined
} {
  const ends = endsIn(query)
  const market = useAnswer('/v1/markets', { query, limit: 40 })
  const origins = useAnswer('/v1/places', ends ? { query: ends[0], limit: 1 } : null)
  const destinations = useAnswer('/v1/places', ends ? { query: ends[1], limit: 1 } : null)
  const observed: readonly Found[] = market.body?.data ?? []
  const found = ranked(observed, query).slice(0, MOST)
  const [origin, destination] = [origins.body?.data[0], destinations.body?.data[0]]
  const isLoading = market.isLoading || origins.isLoading || destinations.isLoading
  const { refusal } = market
  if (!origin || !destination || origin.code === destination.code)
    return { found, isLoading, refusal }
  const pair = `${origin.code}-${destination.code}`
  const isKnown = observed.some((each) => each.market === pair)
  const open = { market: pair, origin, destination, observations: 0 }
  return { found: isKnown ? found : [...found, open], isLoading, refusal }
}

function hintOf(query: string, count: number, isLoading: boolean): string {
  if (isLoading && count === 0) return 'Searching …'
  if (count === 0) return 'No market by that name. Write two places: "lis jfk".'
  return query === '' ? 'Markets in the order of the alphabet' : 'Best match first'
}
