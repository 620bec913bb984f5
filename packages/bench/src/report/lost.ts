import type { Row } from "../result.ts";

/** Which share of the sales that buyers were told of never happened; undefined where all of them did. */
export function lostShare({ rounds }: Row): string | undefined {
  const lost = rounds.reduce((total, round) => total + round.lost, 0);
  const sold = rounds.reduce((total, round) => total + round.sold, 0);
  return lost === 0 ? undefined : `${Math.round((100 * lost) / sold)} %`;
}
