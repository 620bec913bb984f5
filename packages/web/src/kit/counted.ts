/** A count with its noun in English, whose plural ends in s where no other is given. */
export const counted = (count: string, one: string, many = `${one}s`) =>
  `${count} ${count === "1" ? one : many}`;
