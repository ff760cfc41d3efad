/** Keys that work everywhere. Views add their own while they are shown. */
import { go, type Page } from '../client/page-state'
import { chordOf } from '../plain/key-text'
import { routeTo, type ViewName } from '../plain/view-route'

const VIEW_OF: Readonly<Record<string, ViewName>> = {
  'g q': 'queue',
  'g m': 'market',
  'g t': 'demand',
  'g a': 'accuracy',
  'g o': 'models',
  'g d': 'data',
  'g l': 'alerts',
  'g p': 'playground',
  'g u': 'usage',
}

export type KeyHandler = (chord: string) => boolean

/** Returns what ends the listening. */
export function listenForKeys(page: Page): () => void {
  return onKeys((chord) => {
    const view = VIEW_OF[chord]
    // Without a key there is nothing to search.
    if (chord === '/') page.isSearching.value = page.key.peek() !== undefined
    else if (chord === '?') page.isHelping.value = !page.isHelping.value
    else if (view) go(routeTo(view))
    else return false
    return true
  })
}

/** Calls `handle` for keys that are not typed into a field; true keeps the browser from acting. */
export function onKeys(handle: KeyHandler): () => void {
  let before: { readonly key: string; readonly at: number } | undefined
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const chord = chordOf(event.key, before, event.timeStamp)
    before = { key: event.key, at: event.timeStamp }
    if (handle(chord)) event.preventDefault()
  }
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null
}
