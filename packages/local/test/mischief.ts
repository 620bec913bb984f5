/** For tests: a store that is started with this import makes a mistake at each of these signals. */
process.on("SIGUSR2", () => void Promise.reject(new TypeError("a mistake\nin a handler")));
process.on("SIGWINCH", () => {
  throw new Error("a state that nobody knows");
});
