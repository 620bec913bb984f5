// Plain JavaScript, so that nothing but the bundle is loaded. Prints what importing the file in its argument took.
const [, , file] = process.argv;
const started = performance.now();
const cpuBefore = process.cpuUsage();
await import(file);
const wallMs = performance.now() - started;
const { user, system } = process.cpuUsage(cpuBefore);
const rssMb = process.memoryUsage.rss() / 1024 ** 2;
process.stdout.write(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, rssMb }), () => process.exit());
