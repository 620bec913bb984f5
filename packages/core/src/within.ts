/** What the work results in; rejects after so many milliseconds, and then the work goes on unheard. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const tooLong = () => reject(new Error(`It took longer than ${Math.round(milliseconds)} ms`));
    timer = setTimeout(tooLong, Math.max(0, milliseconds));
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
