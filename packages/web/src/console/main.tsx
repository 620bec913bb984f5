import { render } from "solid-js/web";
import { showTheme } from "../kit/theme.ts";
import { App } from "./App.tsx";
import { t } from "./i18n/index.ts";
import { watchRoute } from "./route.ts";

const root = document.getElementById("root");
if (!root) throw new Error("console.html has no #root");

showTheme();
watchRoute();
const apiUrl = import.meta.env.VITE_API_URL;
if (apiUrl) render(() => <App apiUrl={apiUrl.replace(/\/+$/, "")} />, root);
else {
  root.textContent = t().misconfigured;
  throw new Error("VITE_API_URL is not set: the console does not know where the Sales API is");
}
