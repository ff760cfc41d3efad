import { setKey, setTheme, THEMES, usePage } from '../client/page-state'
import { fragmentOf, routeTo } from '../plain/view-route'

const THEME_SIGNS = { auto: '◐', light: '○', dark: '●' } as const

export function TopBar() {
  const page = usePage()
  const { key, theme, now } = page
  const nextTheme = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'auto'
  return (
    <header class="bar">
      <a class="brand" href={fragmentOf(routeTo('start'))}>
        <Mark />
        Fareline
      </a>
      {key.value !== undefined && (
        <button
          type="button"
          class="search-button"
          onClick={() => {
            page.isSearching.value = true
          }}
        >
          <span>Search a market</span>
          <kbd>/</kbd>
        </button>
      )}
      <span class="bar-end">
        <time class="clock" dateTime={new Date(now.value).toISOString()}>
          {new Date(now.value).toISOString().slice(11, 16)} UTC
        </time>
        {key.value !== undefined && <KeyChip />}
        <button
          type="button"
          class="quiet"
          title={`Theme: ${theme.value}. Switch to ${nextTheme}`}
          aria-label={`Theme: ${theme.value}. Switch to ${nextTheme}`}
          onClick={() => setTheme(page, nextTheme)}
        >
          {THEME_SIGNS[theme.value]}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Keyboard map"
          onClick={() => {
            page.isHelping.value = true
          }}
        >
          ?
        </button>
      </span>
    </header>
  )
}

function KeyChip() {
  const page = usePage()
  const isLive = page.key.value?.startsWith('sk_live_')
  return (
    <span class="key-chip">
      <span class={isLive ? 'chip chip-live' : 'chip'}>{isLive ? 'live data' : 'test data'}</span>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          setKey(page, undefined)
          page.notice.value = 'The key was removed from this tab.'
        }}
      >
        Sign out
      </button>
    </span>
  )
}

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" class="mark-ground" />
      <path d="M6 21c5 0 6-9 11-9s4 5 9 1" class="mark-line" />
      <circle cx="26" cy="13" r="2.4" class="mark-dot" />
    </svg>
  )
}
