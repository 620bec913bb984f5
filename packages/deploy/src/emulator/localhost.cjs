/*
 * Two gaps of the emulator, filled for every Node.js process that talks to it (NODE_OPTIONS=--require, or `node` itself
 * where the emulator runs functions): its APIs and its IoT answer at <id>.<service>.localhost, which Node.js resolves on
 * no Linux without a resolver of its own, and clients take IoT for https and wss, which it does not speak.
 */
const dns = require("node:dns");
const http = require("node:http");
const https = require("node:https");

const isEmulated = (host) => typeof host === "string" && /\.localhost(:\d+)?$/.test(host);

const lookup = dns.lookup;
dns.lookup = (host, ...rest) => lookup(isEmulated(host) ? "127.0.0.1" : host, ...rest);

for (const method of ["get", "request"]) {
  const secure = https[method];
  https[method] = (options, ...rest) => {
    if (!isEmulated(options?.hostname ?? options?.host)) return secure(options, ...rest);
    const secured = { agent: undefined, _defaultAgent: undefined, createConnection: undefined };
    return http[method]({ ...options, ...secured, protocol: "http:" }, ...rest);
  };
}
