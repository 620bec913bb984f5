import * as v from "valibot";
import type { Group } from "./route.ts";

/** The description itself. */
export const description: Group = {
  tag: "Description",
  problems: [],
  routes: [
    {
      method: "get",
      path: "/openapi.json",
      summary: "This document",
      answer: {
        status: 200,
        description: "OpenAPI 3.1.",
        schema: v.objectWithRest({ openapi: v.literal("3.1.1") }, v.unknown()),
      },
    },
    {
      method: "get",
      path: "/docs",
      summary: "This document as a page",
      answer: { status: 200, description: "A page for people." },
    },
  ],
};
