import { readArgs, WrongCall, wholeNumber } from "@donut-states/command-line";

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
}

/** Reads the command line. Throws a WrongCall that says what is wrong with it. */
export function readOptions(args: string[]): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = readArgs({
    args,
    options: {
      buyers: text,
      stock: text,
      seconds: text,
      connections: text,
      seed: text,
      lane: { ...text, default: "normal" },
      json: flag,
    },
  });
  const lane = lanes.find((name) => name === values.lane);
  if (lane === undefined) throw new WrongCall(`--lane must be one of ${lanes.join(", ")}`);
  const number = (name: keyof Numbers) => wholeNumber(name, values[name], { fallback: numbers[name] });
  return {
    buyers: number("buyers"),
    stock: number("stock"),
    seconds: number("seconds"),
    connections: number("connections"),
    seed: number("seed"),
    lane,
    json: values.json,
  };
}
