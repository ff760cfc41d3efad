/**
 * The address of a view, kept in the fragment: the API's own paths stay free, and a path that does
 * not exist stays a 404 problem. `#/market/LIS-JFK?departure=2026-12-13` reopens what it shows.
 */
export const VIEWS = [
  'start',
  'queue',
  'market',
  'demand',
  'accuracy',
  'models',
  'data',
  'alerts',
  'playground',
  'usage',
] as const
export type ViewName = (typeof VIEWS)[number]

export type Route = {
  readonly view: ViewName
  /** The view's subject, such as a market; empty without one. */
  readonly subject: string
  readonly options: Readonly<Record<string, string>>
}

/** A view as it opens, without options. */
export function routeTo(view: ViewName, subject = ''): Route {
  return { view, subject, options: {} }
}

/** An unknown address is the first page. */
export function readRoute(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/, '').split('?')
  const [name = '', ...rest] = path.split('/').map(decoded)
  const view = VIEWS.find((each) => each === name) ?? 'start'
  const options = Object.fromEntries(new URLSearchParams(query))
  return { view, subject: view === name ? rest.join('/') : '', options }
}

export function fragmentOf({ view, subject, options }: Route): string {
  const path = subject === '' ? view : `${view}/${encodeURIComponent(subject)}`
  const set = Object.entries(options).filter(([, value]) => value !== '')
  const query = new URLSearchParams(set).toString()
  return `#/${path}${query === '' ? '' : `?${query}`}`
}

/** The same view with some options changed; an empty value takes the option out. */
export function withOptions(route: Route, options: Readonly<Record<string, string>>): Route {
  return { ...route, options: { ...route.options, ...options } }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
