/** The part of papaparse used here: its own types bring Node's into the core. */
declare module 'papaparse' {
  export type Row = {
    readonly data: readonly string[]
    readonly errors: readonly { readonly code: string; readonly message: string }[]
    /** `cursor` is the place in the text after this row. */
    readonly meta: { readonly cursor: number }
  }
  const Papa: {
    parse(
      text: string,
      options: {
        readonly delimiter: string
        readonly skipEmptyLines: boolean
        readonly step: (row: Row, parser: { abort(): void }) => void
      }
    ): void
  }
  export default Papa
}
