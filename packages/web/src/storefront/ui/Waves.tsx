/** Where the sky meets the shop. The far wave ends behind the near one: at their foot its edge would show as a line. */
export function Waves() {
  return (
    <svg class="waves" viewBox="0 0 1440 90" preserveAspectRatio="none" aria-hidden="true">
      <path
        class="waves__far"
        d="M0 46q60-34 120 0t120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0V80H0z"
      />
      <path
        class="waves__near"
        d="M-60 62q60-28 120 0t120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0V90H-60z"
      />
    </svg>
  );
}
