import { Aspects } from "aws-cdk-lib";
import type { App } from "sst/constructs";
import { bundling, nodeOptions } from "./bundling.ts";
import { Database } from "./database.ts";
import { Edge } from "./edge.ts";
import { Factory } from "./factory.ts";
import { OwnLogGroups } from "./log-group.ts";
import { Messaging } from "./messaging.ts";
import { Operations } from "./operations.ts";
import { Sales } from "./sales.ts";
import { parameter } from "./parameters.ts";
import { settingsOf } from "./stage.ts";
import { Web } from "./web.ts";

/** All stacks of a stage, in the order in which they need each other's addresses, and what all functions share. */
export function defineStore(app: App): void {
  const { keepsData } = settingsOf(app.stage);
  if (keepsData && app.mode === "remove" && parameter("CONFIRM_REMOVE") !== app.stage)
    throw new Error(`This removes ${app.stage}. To do so, set CONFIRM_REMOVE=${app.stage}.`);
  // Not "retain" for production: that would also keep alive a cron or a consumer whose code is gone.
  // What production retains is its data, and each resource that holds data says so itself (stage.ts).
  if (!keepsData) app.setDefaultRemovalPolicy("destroy");

  app.setDefaultFunctionProps({
    runtime: "nodejs22.x",
    architecture: "arm_64",
    // A story is traced by its correlation id through the product itself; X-Ray would need a permission on "*".
    tracing: "disabled",
    nodejs: bundling,
    environment: { NODE_OPTIONS: nodeOptions },
  });

  // The consumers and the site need the API's address, its functions need theirs: so first a bare API, last its routes.
  app.stack(Edge).stack(Web).stack(Factory).stack(Database).stack(Messaging).stack(Sales).stack(Operations);
  Aspects.of(app).add(new OwnLogGroups());
}
