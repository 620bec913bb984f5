/** Numbers and times as a locale (BCP 47) writes them; times in the visitor's own zone. */
export function createFormat(locale: string, timeZone?: string) {
  const won = new Intl.NumberFormat(locale, { style: "currency", currency: "KRW" });
  const plain = new Intl.NumberFormat(locale);
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium", ...(timeZone ? { timeZone } : {}) });
  const minute = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  });
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "medium",
    ...(timeZone ? { timeZone } : {}),
  });
  const dayMinute = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    ...(timeZone ? { timeZone } : {}),
  });
  const sign = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
  const unit = (name: "millisecond" | "second" | "minute" | "hour", digits: number) =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });

  return {
    money: (amount: number) => won.format(amount),
    number: (value: number) => plain.format(value),
    time: (iso: string) => clock.format(new Date(iso)),
    /** "14:05", where there is little room. */
    hourMinute: (iso: string) => minute.format(new Date(iso)),
    dateTime: (iso: string) => moment.format(new Date(iso)),
    /** As `dateTime`, without the seconds. */
    dayTime: (iso: string) => dayMinute.format(new Date(iso)),
    /** With its sign, where it has one. */
    signed: (value: number) => sign.format(value),
    /** In the unit that fits: "340 ms", "2.5 sec", "12 min", "3.2 hr". */
    duration(ms: number): string {
      if (ms < 1_000) return unit("millisecond", 0).format(ms);
      if (ms < 90_000) return unit("second", 1).format(ms / 1_000);
      if (ms < 90 * 60_000) return unit("minute", 0).format(ms / 60_000);
      return unit("hour", 1).format(ms / 3_600_000);
    },
    list: (items: readonly string[]) => list.format(items),
    /** "in 25 sec."; minutes from 90 seconds on, hours from 90 minutes, days from 36 hours. */
    fromNow(iso: string, now: number): string {
      const seconds = Math.ceil((Date.parse(iso) - now) / 1_000);
      if (Math.abs(seconds) < 90) return relative.format(seconds, "second");
      const minutes = Math.round(seconds / 60);
      if (Math.abs(minutes) < 90) return relative.format(minutes, "minute");
      const hours = Math.round(minutes / 60);
      return Math.abs(hours) < 36
        ? relative.format(hours, "hour")
        : relative.format(Math.round(hours / 24), "day");
    },
  };
}
