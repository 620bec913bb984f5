/** What ends a command with one line on stderr and exit code 1. */
export class Failure extends Error {}

/** A call that nothing can be done with: its line, then usage, and exit code 2. */
export class WrongCall extends Error {}
