import { startServer } from "../server.ts";

// A process for tests to kill: it starts a server on the directory of its first argument and tells its pid.
const [directory = "", profile] = process.argv.slice(2);
const server = await startServer({ directory, profile: profile === "kept" ? "kept" : "throwaway" });
process.stdout.write(`${server.pid}\n`);
