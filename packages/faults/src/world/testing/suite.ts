import { startWorld } from "./world.ts";

// A suite for a test to kill: its store, which is stopped, cannot notice that; nor does a database.
const { store } = await startWorld();
await store.pause();
process.stdout.write("up\n");
setInterval(() => {}, 60_000);
