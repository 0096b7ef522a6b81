// Keeps "12 dk", "21 sa 14 dk" and "3 dk önce" true while the page stays open.
// The product's clock may run ahead of this machine's (sandbox), so everything counts from the page's own "now".

let ahead = 0; // milliseconds

export function now() {
  return Date.now() + ahead;
}

export function startTimes() {
  const told = Number(document.body.dataset.now);
  if (!told) return;
  ahead = told * 1000 - Date.now();
  setInterval(refresh, 20_000);
  document.addEventListener("htmx:afterRequest", ({ detail }) => follow(detail.xhr));
}

// The clock can be moved while the page is open: every answer says what time it is.
function follow(answer) {
  const told = Number(answer.getResponseHeader("X-Now"));
  if (!told) return;
  ahead = told * 1000 - Date.now();
  refresh();
}

export function refresh() {
  for (const time of document.querySelectorAll("time[data-since], time[data-until], time[data-ago]")) {
    const { since, until, ago } = time.dataset;
    const seconds = until ? Number(until) - now() / 1000 : now() / 1000 - Number(since ?? ago);
    const words = span(seconds);
    const shown = ago ? document.body.dataset.textAgo.replace("{s}", words) : words;
    if (time.textContent !== shown) time.textContent = shown;
  }
  tellWindowOver(document.querySelector("#window time[data-until]"));
}

// The 24 hours end while somebody looks: the composer becomes something else.
function tellWindowOver(time) {
  if (!time || time.dataset.told || Number(time.dataset.until) * 1000 > now()) return;
  time.dataset.told = "yes";
  document.dispatchEvent(new CustomEvent("invekto:window-over"));
}

// The same words as dashboard/moments.py.
function span(seconds) {
  const texts = document.body.dataset;
  const minutes = Math.max(1, Math.floor(seconds / 60));
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  const m = minutes % 60;
  const pattern = d
    ? h ? texts.textDays : texts.textDaysOnly
    : h ? (m ? texts.textHours : texts.textHoursOnly) : texts.textMinutes;
  return pattern.replace("{d}", d).replace("{h}", h).replace("{m}", m);
}
