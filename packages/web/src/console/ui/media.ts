import { createSignal, onCleanup } from "solid-js";

/** Whether the screen is as the query says, and stays up to date. */
export function createMediaQuery(query: string): () => boolean {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const follow = () => setMatches(media.matches);
  media.addEventListener("change", follow);
  onCleanup(() => media.removeEventListener("change", follow));
  return matches;
}
