// Loaded into the store before itself: on request tells how many bytes are alive there after a collection of garbage.
process.on("message", () => {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ aliveBytes: heapUsed + external });
});
// Who only listens keeps no store running.
process.channel?.unref();
