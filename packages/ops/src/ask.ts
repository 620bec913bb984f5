import { createInterface } from "node:readline/promises";

interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/** Asks a question and returns what was typed; nothing where the input ends or is interrupted. */
export async function ask({ input, output }: Streams, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  // An interface that closes leaves its question unanswered for ever.
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}
