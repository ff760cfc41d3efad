import type { ComponentChildren } from 'preact'

type ViewHeadProps = {
  readonly title: string
  readonly text: string
  readonly children?: ComponentChildren
}

export function ViewHead({ title, text, children }: ViewHeadProps) {
  return (
    <header class="view-head">
      <div>
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {children && <div class="view-tools">{children}</div>}
    </header>
  )
}
