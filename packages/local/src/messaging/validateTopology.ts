import { deadLetterQueueName } from "./names.ts";

/** What a topology must say to be built. `events` is the filter policy on the message attribute `type`. */
export interface Topology<Name extends string = string> {
  topic: string;
  queues: Record<Name, { events: readonly string[] | "all" | "none" }>;
  visibilityTimeoutSeconds: number;
  maxReceiveCount: number;
  deadLetterRetentionSeconds: number;
}

/**
 * Refuses a topology that AWS would refuse; fauxqs takes a bad name or filter policy and then delivers everything.
 * Sources: SQS "Amazon SQS message quotas" and CreateQueue, SNS "Filter policy constraints".
 * @throws Error that lists every fault.
 */
export function validateTopology(topology: Topology): void {
  const faults = [
    ...(isName(topology.topic, 256) ? [] : [`topic name ${quote(topology.topic)}`]),
    ...Object.keys(topology.queues).flatMap(queueNameFaults),
    ...Object.entries(topology.queues).flatMap(([name, { events }]) => filterFaults(name, events)),
    ...rangeFaults("visibilityTimeoutSeconds", topology.visibilityTimeoutSeconds, 1, 43_200),
    ...rangeFaults("maxReceiveCount", topology.maxReceiveCount, 1, 1_000),
    ...rangeFaults("deadLetterRetentionSeconds", topology.deadLetterRetentionSeconds, 60, 1_209_600),
  ];
  if (faults.length > 0) throw new Error(`Invalid topology: ${faults.join("; ")}`);
}

function queueNameFaults(name: string, _index: number, names: string[]) {
  const dlq = deadLetterQueueName(name);
  return [
    ...(isName(dlq, 80) ? [] : [`queue name ${quote(name)}`]),
    ...(names.includes(dlq) ? [`queue name ${quote(dlq)} is also a dead-letter queue`] : []),
  ];
}

function filterFaults(name: string, events: readonly string[] | "all" | "none") {
  if (typeof events === "string") return events === "all" || events === "none" ? [] : [`events of ${name}`];
  const distinct = new Set(events.filter((type) => type.trim() !== ""));
  const fits = events.length > 0 && events.length <= 150 && distinct.size === events.length;
  return fits ? [] : [`events of ${name} must be 1 to 150 distinct types`];
}

function rangeFaults(what: string, value: number, least: number, most: number) {
  const fits = Number.isInteger(value) && value >= least && value <= most;
  return fits ? [] : [`${what} ${value} must be a whole number from ${least} to ${most}`];
}

function isName(name: string, longest: number) {
  return /^[A-Za-z0-9_-]+$/.test(name) && name.length <= longest;
}

function quote(text: string) {
  return JSON.stringify(text);
}
