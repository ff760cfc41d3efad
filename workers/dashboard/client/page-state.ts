/** All that the page holds, made once and passed by context. The key lives as long as the tab. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import { wallClock } from '../../wall-clock'
import { utcDay } from '../plain/age-text'
import type { Answered, GetPath } from '../plain/api-types'
import { fragmentOf, type Route, readRoute } from '../plain/view-route'
import { type Answer, type AnswerStore, createAnswerStore, NOTHING } from './answer-store'
import { type Query, requestJson, type SendCall, urlOf } from './api-request'

const KEY_NAME = 'fareline-key'
const THEME_NAME = 'fareline-theme'
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export type Page = {
  readonly route: Signal<Route>
  readonly key: Signal<string | undefined>
  readonly theme: Signal<Theme>
  /** Ticks once a second. */
  readonly now: Signal<number>
  /** The day of `now` in UTC: a view that needs no more is not drawn each second. */
  readonly today: ReadonlySignal<string>
  readonly answers: AnswerStore
  readonly send: SendCall
  /** A day under the pointer, marked in every chart of days. */
  readonly day: Signal<string | undefined>
  readonly isSearching: Signal<boolean>
  readonly isHelping: Signal<boolean>
  /** The last act, for screen readers and the status line. */
  readonly notice: Signal<string>
}

export function createPage(): Page {
  const key = signal<string | undefined>(sessionStorage.getItem(KEY_NAME) ?? undefined)
  const send: SendCall = (call) => requestJson(fetch.bind(window), key.peek(), call)
  const now = signal(wallClock())
  const theme = THEMES.find((each) => each === localStorage.getItem(THEME_NAME)) ?? 'auto'
  return {
    route: signal(readRoute(location.hash)),
    key,
    theme: signal<Theme>(theme),
    now,
    today: computed(() => utcDay(now.value)),
    answers: createAnswerStore(send, wallClock),
    send,
    day: signal<string | undefined>(undefined),
    isSearching: signal(false),
    isHelping: signal(false),
    notice: signal(''),
  }
}

/** Without a key the page forgets the last one. */
export function setKey(page: Page, key: string | undefined): void {
  if (key === undefined) sessionStorage.removeItem(KEY_NAME)
  else sessionStorage.setItem(KEY_NAME, key)
  page.key.value = key
  page.answers.clear(key !== undefined)
}

export function setTheme(page: Page, theme: Theme): void {
  localStorage.setItem(THEME_NAME, theme)
  page.theme.value = theme
}

export function go(route: Route): void {
  location.hash = fragmentOf(route)
}

export const PageContext = createContext<Page | undefined>(undefined)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('The page was not provided')
  return page
}

const MINUTE = 60_000

/** The answer to a GET, watched while the component is shown. With null nothing is requested. */
export function useAnswer<Path extends GetPath>(
  path: Path,
  given: Query | null = {},
  refreshMs = MINUTE
): Answer<Answered<Path>> {
  const { answers } = usePage()
  const url = given === null ? undefined : urlOf(path, given)
  useEffect(() => (url === undefined ? undefined : answers.watch(url, refreshMs)), [url, refreshMs])
  // The contract states the type; tests hold the API to it.
  return (url === undefined ? NOTHING : answers.read(url).value) as Answer<Answered<Path>>
}
