import { t } from "../i18n/index.ts";
import { toShelf } from "../route.ts";

/** Nothing was ordered here yet. */
export function EmptyBox() {
  return (
    <div class="closed">
      <svg class="box" viewBox="0 0 200 130" aria-hidden="true">
        <ellipse class="box__shadow" cx="100" cy="118" rx="78" ry="9" />
        <path class="box__lid" d="M34 62 20 22q-2-6 4-6h152q6 0 4 6l-14 40z" />
        <path class="box__inside" d="M34 62h132l6 18H28z" />
        <path class="box__front" d="M26 70h148q6 0 5 6l-6 34q-1 6-7 6H34q-6 0-7-6l-6-34q-1-6 5-6z" />
        <path class="box__wave" d="M30 92q12-9 24 0t24 0 24 0 24 0 24 0 20-2" />
        <path class="box__crumbs" d="M72 70h.01M92 67h.01M118 71h.01M134 68h.01" />
      </svg>
      <h2>{t().mine.empty}</h2>
      <p>{t().mine.emptyHint}</p>
      <a class="button" href={toShelf()}>
        {t().mine.toShelf}
      </a>
    </div>
  );
}
