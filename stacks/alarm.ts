import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Api, Function, Stack } from "sst/constructs";
import { measured, ofApi, ofFunctions } from "./metric.ts";
import { pascal, type WorkQueue } from "./work-queue.ts";

/** What of a stage is watched. */
export interface Watched {
  api: Api;
  queues: Record<string, WorkQueue>;
  functions: Function[];
}

interface Rule {
  metric: IMetric;
  /** Alarm above this, in `minutes` minutes one after the other. */
  above: number;
  minutes?: number;
  /** Whether no measurement at all is an alarm as well. */
  silenceIsBad?: boolean;
  /** What it means; the runbook (docs/operations.md) says what to do. */
  meaning: string;
}

/** An alarm for everything that nobody would notice otherwise; told when it begins and when it ends. */
export function createAlarms(stack: Stack, watched: Watched, topic: Topic): void {
  const tell = new SnsAction(topic);
  for (const [id, rule] of Object.entries(rules(stack, watched))) {
    const alarm = new Alarm(stack, `${id}Alarm`, {
      metric: rule.metric,
      threshold: rule.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: rule.minutes ?? 1,
      treatMissingData: rule.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${rule.meaning} See docs/operations.md.`,
    });
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}

function rules(stack: Stack, { api, queues, functions }: Watched): Record<string, Rule> {
  return {
    ...Object.fromEntries(
      Object.entries(queues).map(([name, queue]) => [`${pascal(name)}DeadLetters`, deadLetters(name, queue)]),
    ),
    OutboxAge: {
      metric: measured(stack, "OutboxAge", Stats.MAXIMUM),
      above: 120,
      minutes: 3,
      silenceIsBad: true,
      meaning: "Events wait for minutes to be published, or the relay does not run.",
    },
    FactoryErrors: {
      metric: measured(stack, "FactoryErrors"),
      above: 0,
      minutes: 3,
      meaning: "The factory has not taken orders for minutes.",
    },
    ApiErrors: {
      metric: ofApi(api, "5xx"),
      above: 0,
      minutes: 2,
      meaning: "The Sales API answers with errors.",
    },
    FunctionErrors: {
      metric: ofFunctions(functions, "Errors"),
      above: 0,
      minutes: 3,
      meaning: "Functions fail or run out of time.",
    },
    Throttles: {
      metric: ofFunctions(functions, "Throttles"),
      above: 0,
      minutes: 2,
      meaning: "AWS holds functions back: the account's concurrency is used up.",
    },
  };
}

const deadLetters = (name: string, { dlq }: WorkQueue): Rule => ({
  metric: dlq.cdk.queue.metricApproximateNumberOfMessagesVisible({
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
  }),
  above: 0,
  meaning: `The queue ${name} has dead letters.`,
});
