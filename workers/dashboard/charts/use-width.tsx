import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** The width of an element in pixels, followed as it changes. */
export function useWidth<T extends Element>(
  initial: number
): [RefObject<T | null>, Signal<number>] {
  const element = useRef<T>(null)
  const width = useSignal(initial)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    width.value = current.getBoundingClientRect().width || initial
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = entry.contentRect.width
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
