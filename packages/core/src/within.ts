const tooSlow = (milliseconds: number) => new Error(`It took longer than ${Math.round(milliseconds)} ms`);

/**
 * What the work results in; rejects with the error of `tooLong` after so many milliseconds. Work that took too long
 * cannot be stopped: it goes on unheard.
 */
export async function within<T>(
  milliseconds: number,
  work: Promise<T>,
  tooLong: (milliseconds: number) => Error = tooSlow,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLong(milliseconds)), Math.max(0, milliseconds));
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
