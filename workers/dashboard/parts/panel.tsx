/** A titled part of a view, with one sentence that says what it shows. */
import type { ComponentChildren } from 'preact'

type PanelProps = {
  readonly title: string
  readonly sentence?: ComponentChildren
  /** Buttons and ages, at the right of the title. */
  readonly tools?: ComponentChildren
  readonly children: ComponentChildren
  readonly span?: 2 | 3 | 4 | 6
}

export function Panel({ title, sentence, tools, children, span = 6 }: PanelProps) {
  const id = `panel-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  return (
    <section class={`panel span-${span}`} aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        {tools && <span class="panel-tools">{tools}</span>}
      </header>
      {sentence && <p class="sentence">{sentence}</p>}
      {children}
    </section>
  )
}
