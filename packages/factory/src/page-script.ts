/** Runs in the browser: polls the lines and the faults as JSON, and changes a fault when its form changes. */
export const script = `
const endedShown = 20;
const pollMs = 500;
const byId = (id) => document.getElementById(id);
const forms = [...document.querySelectorAll("form[data-fault]")];
const stepNames = [...byId("line").content.querySelectorAll(".steps [lang=ko]")].map((step) => step.textContent);
const lastStep = stepNames.length - 1;

async function request(path, options) {
  const response = await fetch(path, { signal: AbortSignal.timeout(5000), ...options });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

function showLink(state, ko, en) {
  const link = byId("link");
  if (link.dataset.state === state) return;
  link.dataset.state = state;
  const english = Object.assign(document.createElement("span"), { lang: "en", textContent: en });
  link.replaceChildren(ko + " ", english);
}

function drawLine({ id, sku, count, requester, step, startedAt }) {
  const line = byId("line").content.cloneNode(true);
  const put = (selector, text) => { line.querySelector(selector).textContent = text; };
  put(".sku", sku ?? "?");
  put(".count", "× " + (count ?? "?"));
  put(".requester", requester ?? "-");
  put("time", new Date(startedAt).toLocaleTimeString("en-GB"));
  put(".id", "#" + id.slice(0, 8));
  line.querySelector("time").dateTime = startedAt;
  const reached = stepNames.indexOf(step);
  line.querySelectorAll(".steps > li").forEach((item, index) => {
    const now = index === reached && reached < lastStep;
    item.dataset.state = now ? "now" : index <= reached ? "done" : "ahead";
    if (index === reached) item.ariaCurrent = "step";
  });
  return line;
}

function drawLines(lines) {
  const newest = lines.toReversed();
  const ended = newest.filter((line) => line.step === stepNames[lastStep]);
  const running = newest.filter((line) => line.step !== stepNames[lastStep]);
  byId("running").textContent = running.length;
  byId("ended").textContent = ended.length;
  byId("idle").hidden = lines.length > 0;
  byId("lines").replaceChildren(...[...running, ...ended.slice(0, endedShown)].map(drawLine));
}

function drawFaults(faults) {
  for (const form of forms) {
    const fault = faults[form.dataset.fault];
    form.elements.on.checked = fault !== null;
    for (const input of form.querySelectorAll("[type=number]")) {
      const typing = input === document.activeElement;
      if (fault !== null && !typing) input.value = fault[input.name] ?? "";
    }
  }
}

function readForm(form) {
  if (!form.elements.on.checked) return null;
  const filled = [...form.querySelectorAll("[type=number]")].filter((input) => input.value !== "");
  return Object.fromEntries(filled.map((input) => [input.name, input.valueAsNumber]));
}

let sending = 0;
async function send(method, faults) {
  sending += 1;
  try {
    const body = JSON.stringify(faults);
    drawFaults(await request("faults", { method, body, headers: { "content-type": "application/json" } }));
    byId("problem").textContent = "";
  } catch (error) {
    byId("problem").textContent = error.message;
  } finally {
    sending -= 1;
  }
}

for (const form of forms) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.name !== "on" && !form.elements.on.checked) return;
    if (form.elements.on.checked && !form.reportValidity()) return;
    void send("PATCH", { [form.dataset.fault]: readForm(form) });
  });
}
byId("all-off").addEventListener("click", () => void send("PUT", {}));

let shown = "";
async function poll() {
  const sentBefore = sending;
  try {
    const [lines, faults] = await Promise.all([request("api/manufactures"), request("faults")]);
    const text = JSON.stringify(lines.data);
    if (text !== shown) drawLines(lines.data);
    shown = text;
    // An answer that set off before a switch was turned shows the past.
    if (sentBefore === 0 && sending === 0) drawFaults(faults);
    showLink("on", "연결됨", "Online");
  } catch {
    showLink("off", "연결 끊김", "Offline");
  }
  setTimeout(poll, pollMs);
}
void poll();
`;
