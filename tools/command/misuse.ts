/** A command line that cannot be run as given. The message names the option and the fix. */
export class Misuse extends Error {}
