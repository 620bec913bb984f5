/** Lambda's error for a function that took too long. */
export class FunctionTimeout extends Error {
  override name = "Sandbox.Timedout";
}

/**
 * What a function's work results in; rejects with FunctionTimeout after `timeoutMs`. Work that timed out cannot be killed
 * in its own process: it runs on, unheard.
 */
export async function withTimeout<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const error = new FunctionTimeout(`Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  return Promise.race([work(), timeout]).finally(() => clearTimeout(timer));
}
