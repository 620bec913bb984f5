/** What a server is for: data to keep, for its owner alone, or a test run. */
export type Profile = "kept" | "throwaway";

// Strictness of MySQL 8 and of PlanetScale.
export const sqlMode =
  "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

// "loose" options are ignored by the engine or version that does not know them.
const common = [
  "--skip-name-resolve",
  "--skip-log-bin",
  "--character-set-server=utf8mb4",
  "--collation-server=utf8mb4_bin",
  "--default-time-zone=+00:00",
  `--sql-mode=${sqlMode}`,
  "--max-connections=400",
  "--max-allowed-packet=64M",
  "--innodb-lock-wait-timeout=5",
  "--loose-performance-schema=OFF",
  "--loose-mysqlx=OFF",
  // MariaDB 11.6 turned this on; MySQL has no such check and never raises its error 1020.
  "--loose-innodb-snapshot-isolation=OFF",
];

const profiles: Record<Profile, readonly string[]> = {
  // Without a password, the socket's directory is what keeps other users of the machine out.
  kept: ["--skip-networking", "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=ON"],
  throwaway: [
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=OFF",
    "--innodb-use-native-aio=OFF",
    "--innodb-buffer-pool-size=64M",
    "--loose-innodb-log-file-size=48M",
    "--innodb-buffer-pool-load-at-startup=OFF",
    "--loose-aria-pagecache-buffer-size=1M",
  ],
};

/** Options that any run of the server takes; a server refuses to run as root unless it is told to. */
export function serverFlags(profile: Profile): string[] {
  return ["--no-defaults", ...asRoot(), ...common, ...profiles[profile]];
}

/** The option that lets root run a server; nobody else needs one. */
export function asRoot(): string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}
