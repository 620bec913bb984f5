/** The page's style sheet; light or dark as the reader's system has it. */
export const style = `
:root {
  color-scheme: light dark;
  --line: light-dark(#e3ddd6, #3a3531);
  --soft: light-dark(#6b6259, #a99f95);
  --card: light-dark(#ffffff, #201d1a);
  --page: light-dark(#faf7f3, #171412);
  --link: light-dark(#9a3412, #fdba74);
}
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template: "nav header" auto "nav main" 1fr / 20rem minmax(0, 60rem); background: var(--page);
  font: 1rem/1.55 system-ui, "Noto Sans KR", sans-serif; }
nav { grid-area: nav; position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem;
  border-right: 1px solid var(--line); font-size: 0.85rem; }
nav h2 { font-size: 0.75rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft); margin: 1.25rem 0 0.25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: grid; grid-template-columns: 3.5rem 1fr; align-items: baseline; padding: 0.15rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav li a:hover { text-decoration: underline; }
header { padding: 2rem 2rem 0; }
main { grid-area: main; padding: 0 2rem 2rem; }
h1 { margin-top: 0; }
main h2 { margin: 2.5rem 0 1rem; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
code { font: 0.875em ui-monospace, monospace; overflow-wrap: anywhere; }
small { color: var(--soft); }
article, .schema { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem;
  padding: 1rem 1.25rem; margin: 0 0 1rem; scroll-margin-top: 1rem; }
article p, .schema p { margin: 0.35rem 0 0.75rem; }
:target { outline: 2px solid var(--link); }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.5rem 0.35rem 0; border-top: 1px solid var(--line); }
th { width: 13rem; font-weight: 400; overflow-wrap: anywhere; }
.status { font-weight: 600; }
.answer .status { color: light-dark(#15803d, #86efac); }
.problem .status { color: light-dark(#b91c1c, #fca5a5); }
.get { color: light-dark(#1d4ed8, #93c5fd); } .post { color: light-dark(#15803d, #86efac); }
.patch { color: light-dark(#a16207, #fde047); } .delete { color: light-dark(#b91c1c, #fca5a5); }
.get, .post, .patch, .delete { font-weight: 700; }
@media (max-width: 50rem) {
  body { display: block; }
  nav { grid-area: nav; position: static; height: auto; border: 0; border-bottom: 1px solid var(--line); }
  header, main { padding: 1rem; }
  article, .schema { padding: 0.75rem; }
  th { width: 7.5rem; }
}
`;
