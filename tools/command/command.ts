/** Runs a command line: what it throws is for its user to read, so no stack. Resolves to exit code. */
export async function command(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
