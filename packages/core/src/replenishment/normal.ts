/**
 * The standard normal quantile: how many standard deviations cover a share (0.5 to 1, without 1) of the cases. Within 0.00045
 * of the true value (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23).
 */
export function quantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}
