import { parseArgs } from "node:util";

export const usage = `pnpm bench:surge [options]

Starts a store of its own, puts donuts on the shelf, lets a crowd in, and checks every answer.

  --buyers N        how many come (20000); each buys one
  --stock N         donuts on the shelf when the doors open (5000)
  --seconds N       within which they come (60)
  --lane LANE       normal or surge (normal): how the product is sold
  --connections N   connections that the buyers share (256)
  --seed N          another seed is another crowd (1)
  --json            the result as JSON; the progress goes to stderr
  --help            this`;

const numbers = { buyers: 20_000, stock: 5_000, seconds: 60, connections: 256, seed: 1 };
type Numbers = typeof numbers;
const lanes = ["normal", "surge"] as const;

/** What is to be played. */
export interface Options extends Numbers {
  lane: (typeof lanes)[number];
  json: boolean;
  help: boolean;
}

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      buyers: text,
      stock: text,
      seconds: text,
      connections: text,
      seed: text,
      lane: { ...text, default: "normal" },
      json: flag,
      help: flag,
    },
  });
  const lane = lanes.find((name) => name === values.lane);
  if (lane === undefined) throw new Error(`--lane must be one of ${lanes.join(", ")}`);
  const number = (name: keyof Numbers) => wholeNumber(name, values[name]);
  return {
    buyers: number("buyers"),
    stock: number("stock"),
    seconds: number("seconds"),
    connections: number("connections"),
    seed: number("seed"),
    lane,
    json: values.json,
    help: values.help,
  };
}

function wholeNumber(name: keyof Numbers, given: string | undefined): number {
  if (given === undefined) return numbers[name];
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  throw new Error(`--${name} must be a whole number from 1`);
}
