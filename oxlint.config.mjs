import { defineConfig } from "oxlint";

/** Who may import whom; docs/architecture.md draws the same arrows. */
const ban = (message, ...group) => ({ group, message });
const database = ban(
  "Only packages/core talks to the database.",
  "drizzle-orm",
  "drizzle-orm/**",
  "@planetscale/**",
);
const aws = ban("AWS clients live in core's event, mail and operations/queues, and in local.", "@aws-sdk/**");
const sstNode = ban("core/config reads bindings without the SSM client.", "sst/node", "sst/node/**");
const local = ban("Nothing imports local.", "@donut-states/local/**");
const edge = ban(
  "The domain knows no HTTP, no Lambda, no SST construct.",
  "hono",
  "hono/**",
  "sst",
  "sst/**",
  "aws-cdk-lib",
);
const domain = ban(
  "Stacks read core/topology only.",
  "@donut-states/core/**",
  "!@donut-states/core/topology",
);
const inside = ban(
  "The pages and the terminal know the API by its types only; the topology and the schemas are data.",
  "@donut-states/core/**",
  "!@donut-states/core/topology",
  "!@donut-states/core/*/*.schema",
  "@donut-states/functions/**",
);

const typesOnly = { ...inside, allowTypeImports: true };

const imports = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

/** The rooms of core from the bottom up, and the rooms that each may call into. */
const arrows = {
  db: [],
  event: ["db"],
  mail: ["db"],
  replenishment: ["db", "product"],
  restock: ["db", "event", "product", "replenishment", "reservation"],
  product: ["db", "event", "replenishment", "restock"],
  reservation: ["db", "event", "product", "restock"],
  order: ["db", "event", "mail", "product", "reservation", "restock"],
  stock: ["db", "event", "product", "reservation", "restock"],
  advertising: ["db", "event", "mail", "product"],
  operations: ["db", "event", "mail", "order", "product", "replenishment", "reservation", "restock", "stock"],
};
const rooms = Object.keys(arrows);

const room = (name) => {
  const others = rooms.filter((other) => other !== name && !arrows[name].includes(other));
  // A table or the shape of an answer may be read from anywhere: there is no verb in it.
  const arrow = ban(
    `core/${name} calls into ${arrows[name].join(", ") || "nothing"} only.`,
    ...others.map((other) => `../${other}/*`),
    ...others.flatMap((other) => [`!../${other}/*.sql.ts`, `!../${other}/*.schema.ts`]),
  );
  const clients = ["event", "mail"].includes(name) ? [] : [aws];
  return { files: [`packages/core/src/${name}/**`], rules: imports(...clients, sstNode, edge, local, arrow) };
};

export default defineConfig({
  plugins: ["typescript", "node", "import", "unicorn", "oxc", "promise", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["**/dist", "packages/core/migrations"],
  rules: {
    "typescript/no-floating-promises": ["error", { checkThenables: true }],
    "typescript/no-misused-promises": "error",
    "typescript/await-thenable": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/only-throw-error": "error",
    "typescript/no-unsafe-type-assertion": "off",
    "import/no-cycle": "error",
    "import/no-unassigned-import": "off",
    "vitest/no-standalone-expect": ["error", { additionalTestBlockFunctions: ["beforeAll"] }],
    "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "fc.assert"] }],
    "node/no-process-env": "error",
    ...imports(database, aws, sstNode, local),
  },
  overrides: [
    { files: ["packages/core/src/*.ts"], rules: imports(aws, sstNode, edge, local) },
    ...rooms.map(room),
    { files: ["packages/factory/src/lambda/**"], rules: imports(database, sstNode, local) },
    { files: ["packages/core/src/operations/queues.ts"], rules: imports(sstNode, edge, local) },
    { files: ["packages/web/src/**"], rules: imports(database, aws, sstNode, local, inside) },
    { files: ["packages/web/src/*/api.ts"], rules: imports(database, aws, sstNode, local, typesOnly) },
    { files: ["packages/ops/src/**"], rules: imports(database, aws, sstNode, local, inside) },
    { files: ["packages/ops/src/api.ts"], rules: imports(database, aws, sstNode, local, typesOnly) },
    { files: ["packages/faults/src/**"], rules: imports(database, sstNode, local) },
    // Processes of their own, which put the store's parts together as local does.
    { files: ["packages/bench/src/parts/**"], rules: imports(database, sstNode) },
    { files: ["stacks/**"], rules: imports(database, aws, sstNode, local, domain) },
    {
      files: [
        "packages/core/test/**",
        "packages/local/**",
        "packages/gateway/**",
        "packages/deploy/**",
        "packages/functions/testing/**",
        "packages/ops/testing/**",
        "**/*.test.ts",
        "**/*testing*",
      ],
      rules: { "no-restricted-imports": "off" },
    },
    {
      files: [
        "packages/core/src/env.ts",
        "packages/bench/src/**",
        "packages/browser/src/**",
        "packages/checks/src/run.ts",
        "packages/factory/src/lambda/**",
        "packages/faults/src/**",
        "packages/local/**",
        "packages/gateway/src/**",
        "packages/deploy/**",
        "packages/functions/testing/**",
        "packages/ops/src/main.ts",
        "packages/ops/testing/**",
        "**/*.test.ts",
        "**/*.config.ts",
      ],
      rules: { "node/no-process-env": "off" },
    },
  ],
});
