import type { Command } from "./command.ts";
import { audit } from "./commands/audit.ts";
import { decisions } from "./commands/decisions.ts";
import { listDeadLetters, showDeadLetters } from "./commands/deadLetters.ts";
import { forgetCustomer } from "./commands/customers.ts";
import { events } from "./commands/events.ts";
import { incidents, resolveIncident } from "./commands/incidents.ts";
import { mail } from "./commands/mail.ts";
import { cancelOrder } from "./commands/orders.ts";
import { purge, redrive } from "./commands/redrive.ts";
import { reservations } from "./commands/reservations.ts";
import { cancelRestock, restocks, retryRestock } from "./commands/restocks.ts";
import { status } from "./commands/status.ts";
import { addStock, ledger, removeStock } from "./commands/stock.ts";
import { trace } from "./commands/trace.ts";

/** Every command, in the order of the usage text. */
const commands: readonly Command[] = [
  status,
  restocks,
  retryRestock,
  cancelRestock,
  decisions,
  ledger,
  addStock,
  removeStock,
  reservations,
  cancelOrder,
  forgetCustomer,
  listDeadLetters,
  showDeadLetters,
  redrive,
  purge,
  incidents,
  resolveIncident,
  trace,
  audit,
  mail,
  events,
];

/** The command that words call; the longer name first, so that `incidents resolve` is not `incidents`. */
export const findCommand = ([first = "", second = ""]: readonly string[]): Command | undefined =>
  commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);

/** The second words of the commands that start with this one. */
export const subcommandsOf = (first: string): readonly string[] =>
  commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? name.slice(first.length + 1) : []));

/** The commands that words may mean, for usage: one, those that start with the first word, or all. */
export function commandsAbout(words: readonly string[]): readonly Command[] {
  const [first = "", second = ""] = words;
  const one = commands.filter(({ name }) => name === `${first} ${second}`);
  if (one.length > 0) return one;
  const some = commands.filter(({ name }) => name.split(" ")[0] === first);
  return some.length > 0 ? some : commands;
}
