import * as fc from "fast-check";

const CRLF = "\r\n";

/** A request as text; the lines of its head are separate. */
const request = (head: readonly string[], body = "") => [...head, "", body].join(CRLF);

/** A sale that would be carried out, had it been sent by itself. */
const sale = (sku: string) => JSON.stringify({ sku });
const post = "POST /checkout HTTP/1.1";
const json = ["host: x", "content-type: application/json"];

/** Bytes that are no HTTP, half a request, or two things at once: each would sell if it were read carelessly. */
export function malformed(sku: string): { name: string; bytes: Buffer }[] {
  const body = sale(sku);
  const length = `content-length: ${body.length}`;
  const chunk = `${body.length.toString(16)}${CRLF}${body}${CRLF}0${CRLF}${CRLF}`;
  const smuggled = request([post, ...json, length], body);
  const chunked = "transfer-encoding: chunked";
  const cases: Record<string, string> = {
    "a length and chunks": request(
      [post, ...json, "content-length: 4", chunked],
      `0${CRLF}${CRLF}${smuggled}`,
    ),
    "chunks and a length": request([post, ...json, chunked, length], chunk),
    "two different lengths": request([post, ...json, "content-length: 0", length], body),
    "two lengths in one": request([post, ...json, `content-length: 0, ${body.length}`], body),
    "a length with a sign": request([post, ...json, `content-length: +${body.length}`], body),
    "a length in hexadecimal": request(
      [post, ...json, `content-length: 0x${body.length.toString(16)}`],
      body,
    ),
    "a length beyond all numbers": request([post, ...json, "content-length: 99999999999999999999"], body),
    "a length with a space before its colon": request(
      [post, ...json, `content-length : ${body.length}`],
      body,
    ),
    "chunks that are something else last": request(
      [post, ...json, "transfer-encoding: chunked, identity"],
      chunk,
    ),
    "chunks by another name": request([post, ...json, "transfer-encoding: xchunked"], chunk),
    "chunks twice": request([post, ...json, chunked, "transfer-encoding: identity"], chunk),
    "a chunk without a size": request([post, ...json, chunked], `${CRLF}${body}${CRLF}0${CRLF}${CRLF}`),
    "a chunk with a size that is none": request(
      [post, ...json, chunked],
      `ZZ${CRLF}${body}${CRLF}0${CRLF}${CRLF}`,
    ),
    "a chunk of a negative size": request([post, ...json, chunked], `-1${CRLF}${body}${CRLF}0${CRLF}${CRLF}`),
    "a chunk beyond all sizes": request([post, ...json, chunked], `FFFFFFFFFFFFFFFFF${CRLF}${body}`),
    "a chunk that is longer than it says": request(
      [post, ...json, chunked],
      `2${CRLF}${body}${CRLF}0${CRLF}${CRLF}`,
    ),
    "chunks that stop half-way": request(
      [post, ...json, chunked],
      `${body.length.toString(16)}${CRLF}${body}${CRLF}`,
    ),
    "a body that stops half-way": request([post, ...json, `content-length: ${body.length + 1}`], body),
    "a head that stops half-way": `${post}${CRLF}host: x${CRLF}content-ty`,
    "a line that stops half-way": "POST /check",
    "nothing at all": "",
    "no version": `GET /ops/summary${CRLF}${CRLF}`,
    "a version that is none": request(["GET / HTTP/9.9", "host: x"]),
    "HTTP/2": `PRI * HTTP/2.0${CRLF}${CRLF}SM${CRLF}${CRLF}`,
    "another protocol": request(["DESCRIBE rtsp://x RTSP/1.0", "CSeq: 1"]),
    "a TLS handshake": "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
    "no host": request([post, "content-type: application/json", length], body),
    "two hosts": request([post, ...json, "host: evil.example", "content-length: 0"]),
    "a space in the path": request(["POST /check out HTTP/1.1", ...json, length], body),
    "a tab for a space": request(["POST\t/checkout\tHTTP/1.1", ...json, length], body),
    "a NUL in the path": request(["POST /checkout\0 HTTP/1.1", ...json, length], body),
    "a byte in the path that is no ASCII": request(["POST /checkout\u00ff HTTP/1.1", ...json, length], body),
    "a NUL in a header": request([post, ...json, "x-a: \0", length], body),
    "a carriage return in a header": request([post, ...json, "x-a: 1\rx-b: 2", length], body),
    "lines that end in a line feed": [post, ...json, length, "", body].join("\n"),
    "a header without a colon": request([post, ...json, "nothing", length], body),
    "a header without a name": request([post, ...json, ": nothing", length], body),
    "a folded header": request([post, ...json, "x-a: 1", " 2", length, ": 3"], body),
    "a path of 100 KB": request([`GET /${"x".repeat(100_000)} HTTP/1.1`, "host: x"]),
    "a header of 100 KB": request([post, ...json, `x-a: ${"x".repeat(100_000)}`, length], body),
    "5,000 headers": request(
      [post, ...json, ...Array.from({ length: 5_000 }, (_, at) => `x-${at}: 1`), length],
      body,
    ),
    "the same header 500 times": request([post, ...json, ...Array.from({ length: 500 }, () => length)], body),
    "an expectation that nobody can meet": request(
      [post, ...json, "expect: the-spanish-inquisition", length],
      body,
    ),
    "another protocol, asked for": request([
      "GET /nothing HTTP/1.1",
      "host: x",
      "connection: upgrade",
      "upgrade: h2c",
    ]),
    "an address for a path": request([
      "POST http://evil.example/ops/queues/ads/redrive HTTP/1.1",
      ...json,
      "content-length: 0",
    ]),
    "a tunnel": request(["CONNECT 127.0.0.1:22 HTTP/1.1", "host: x"]),
    "a star for a path": request(["POST * HTTP/1.1", ...json, length], body),
    "a path that climbs": request(["GET /../../../../etc/passwd HTTP/1.1", "host: x"]),
    "a path that climbs, encoded": request([
      "GET /products/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1",
      "host: x",
    ]),
    "a path that climbs, encoded twice": request([
      "GET /%252e%252e/%252e%252e/etc/passwd HTTP/1.1",
      "host: x",
    ]),
  };
  return Object.entries(cases).map(([name, text]) => ({ name, bytes: Buffer.from(text, "latin1") }));
}

/** Requests that nobody may make, with some of their bytes replaced, removed or put in; and bytes of no origin. */
export function garbled(sku: string): fc.Arbitrary<Uint8Array> {
  const body = '{"delta":5,"reason":"x"}';
  const whole = Buffer.from(
    request(
      [`POST /ops/products/${sku}/adjustments HTTP/1.1`, ...json, `content-length: ${body.length}`],
      body,
    ),
  );
  const odd = fc.oneof(fc.constantFrom(0, 9, 10, 13, 32, 37, 44, 47, 58, 63, 127, 128, 255), fc.nat(255));
  const edit = fc.record({
    at: fc.nat(whole.length - 1),
    remove: fc.nat(3),
    add: fc.array(odd, { maxLength: 4 }),
  });
  const edited = fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    let bytes: Uint8Array = whole;
    for (const { at, remove, add } of edits)
      bytes = Buffer.concat([bytes.subarray(0, at), Uint8Array.from(add), bytes.subarray(at + remove)]);
    return bytes;
  });
  return fc.oneof(
    { weight: 5, arbitrary: edited },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}
