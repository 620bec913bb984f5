import { unitsToOrder } from "@donut-states/core/replenishment/decide";
import { type Movement, SALES_SAMPLE } from "@donut-states/core/replenishment/demand";
import { leadTimeMs } from "./factory.ts";
import type { Policy, Rule } from "./policies.ts";
import type { Random } from "./random.ts";
import { Tally } from "./tally.ts";

/** A receipt brings more than a customer takes, so there are fewer of them than sales. */
const REMEMBERED = 2 * SALES_SAMPLE;
const INITIAL_STOCK = 10;
/** The watchdog's period in AWS. */
const TICK_MS = 60_000;

/** One product's shelf, and what the store does at it. Times are in milliseconds and never go back. */
export class Shop {
  readonly tally = new Tally(INITIAL_STOCK);
  /** When goods arrive; Infinity: nothing is on order. */
  arrivesAt = Infinity;
  private stock = INITIAL_STOCK;
  private onOrder = 0;
  private rule: Rule;
  /** Oldest first. */
  private movements: Movement[] = [];
  private leadTimes: number[] = [];
  private watchedAt = 0;
  private readonly policy: Policy;
  private readonly random: Random;

  constructor(policy: Policy, random: Random) {
    this.policy = policy;
    this.random = random;
    this.rule = { plan: policy.fixed };
  }

  /** Sells, or refuses and orders what is short. */
  serve(at: number, wanted: number): void {
    if (this.stock < wanted) {
      this.tally.refuse(at, wanted);
      return this.consider(at, wanted);
    }
    this.move(at, -wanted, true);
    this.tally.sell(wanted);
    this.consider(at);
  }

  /** Takes what was on order. */
  receive(): void {
    const at = this.arrivesAt;
    this.arrivesAt = Infinity;
    this.move(at, this.onOrder, false);
    this.onOrder = 0;
    this.tally.replenish(at, this.stock);
    this.consider(at);
  }

  /** Measures as the watchdog did at its last tick before `next`; none of its ticks since the one before that matters. */
  watch(next: number): void {
    const at = Math.floor(next / TICK_MS) * TICK_MS;
    if (!this.policy.measure || at <= this.watchedAt) return;
    const movements = this.movements.slice(-REMEMBERED).toReversed();
    const measured = this.policy.measure({ now: at, stock: this.stock, movements }, this.leadTimes);
    this.rule = measured ?? { plan: this.policy.fixed };
    this.watchedAt = at;
  }

  private move(at: number, delta: number, isSale: boolean): void {
    this.stock += delta;
    this.tally.hold(at, this.stock);
    this.movements.push({ at, delta, isSale });
    if (this.movements.length > 10 * REMEMBERED) this.movements = this.movements.slice(-REMEMBERED);
  }

  private consider(at: number, wanted = 0): void {
    const position = { stock: this.stock, onOrder: this.onOrder, waiting: 0 };
    const units = unitsToOrder(position, this.rule.plan, wanted, this.rule.bounds);
    if (units === 0) return;
    const leadMs = leadTimeMs(this.random);
    this.leadTimes.push(leadMs);
    this.onOrder = units;
    this.arrivesAt = at + leadMs;
    this.tally.order();
  }
}
