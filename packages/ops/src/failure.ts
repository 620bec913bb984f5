/** What ends a command with one line on stderr and exit code 1. */
export class Failure extends Error {}
