import { createContext, useContext } from "solid-js";
import type { Tour } from "./tour.ts";

const TourContext = createContext<Tour>();
export const TourProvider = TourContext.Provider;

export function useTour(): Tour {
  const tour = useContext(TourContext);
  if (!tour) throw new Error("useTour needs a TourProvider above it");
  return tour;
}
