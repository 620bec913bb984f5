import { expect, test } from "vitest";
import { newId } from "../db/columns.ts";
import { sign, verify } from "./callback.ts";

const SECRET = "the key of this stage";
const refusal = expect.objectContaining({ code: "invalid_callback_token" });

test("a token proves its own order", () => {
  const id = newId();
  expect(sign(SECRET, id)).toMatch(/^[0-9a-f]{8}\.[\w-]{43}$/);
  expect(() => verify(SECRET, id, sign(SECRET, id))).not.toThrow();
});

test("a token proves no other order and nothing under another key", () => {
  const id = newId();
  expect(() => verify(SECRET, newId(), sign(SECRET, id))).toThrow(refusal);
  expect(() => verify("another key", id, sign(SECRET, id))).toThrow(refusal);
});

test("while rotating `new,old` the new key signs and both verify", () => {
  const id = newId();
  const rotating = `new key, ${SECRET}`;
  expect(sign(rotating, id)).toBe(sign("new key", id));
  expect(() => verify(rotating, id, sign(SECRET, id))).not.toThrow();
  expect(() => verify(rotating, id, sign("new key", id))).not.toThrow();
  expect(() => verify("new key", id, sign(SECRET, id))).toThrow(refusal);
});

test("every altered bit and every missing character is refused", () => {
  const id = newId();
  const token = sign(SECRET, id);
  for (let at = 0; at < token.length; at++) {
    const shorter = token.slice(0, at) + token.slice(at + 1);
    expect(() => verify(SECRET, id, shorter)).toThrow(refusal);
    for (let bit = 0; bit < 8; bit++) {
      const altered = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit));
      const forged = token.slice(0, at) + altered + token.slice(at + 1);
      expect(() => verify(SECRET, id, forged)).toThrow(refusal);
    }
  }
});

test("a character of two bytes in a token of the right length is refused like any other", () => {
  const id = newId();
  expect(() => verify(SECRET, id, `${sign(SECRET, id).slice(0, -1)}é`)).toThrow(refusal);
});

test.each(["", ".", "..", "a.b.c", "__proto__", "__proto__.__proto__", "constructor.", "도넛.🍩", undefined])(
  "%j is no token",
  (token) => expect(() => verify(SECRET, newId(), token)).toThrow(refusal),
);

test("an order's id that is none proves nothing with another's token", () => {
  for (const id of ["", "__proto__", "../x"])
    expect(() => verify(SECRET, id, sign(SECRET, newId()))).toThrow(refusal);
});

test.each(["new key,", ",new key", "new key,,"])("the stray comma of %j makes no empty key", (secret) => {
  const id = newId();
  const keyless = () => sign("", id);
  expect(keyless).toThrow("CALLBACK_SECRET names no key");
  expect(sign(secret, id)).toBe(sign("new key", id));
});
