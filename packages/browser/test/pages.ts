/** Every page of both, with what is on it once it has loaded. */
export const pages = [
  { name: "storefront", path: "/", isOperator: false, landmark: ".card" },
  { name: "sign-in", path: "/console", isOperator: false, landmark: "#token" },
  { name: "flow", path: "/console#/flow", isOperator: true, landmark: ".promises" },
  { name: "restocks", path: "/console#/restocks", isOperator: true, landmark: ".table" },
  { name: "incidents", path: "/console#/incidents", isOperator: true, landmark: "h1" },
  { name: "queues", path: "/console#/queues/factory", isOperator: true, landmark: "#dead-letters" },
  { name: "product", path: "/console#/products/CP-502101", isOperator: true, landmark: ".sums" },
  { name: "trace", path: "/console#/trace", isOperator: true, landmark: "#story" },
  { name: "mail", path: "/console#/mail", isOperator: true, landmark: ".mails" },
  { name: "faults", path: "/console#/faults", isOperator: true, landmark: ".choices" },
] as const;
