// Keys for those who live in the inbox. None of them acts while somebody writes.
import { deskKeys, letGo } from "./desk.js";
import { open, view } from "./inbox.js";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const own = writing ?? event.target.closest?.("[data-own-keys]");
    if (event.key === "Escape" && own && !document.querySelector("dialog[open]")) {
      event.preventDefault(); // a browser would empty the search and leave the list as it was
      document.activeElement.blur();
      return;
    }
    if (writing || document.querySelector("dialog[open]")) return;
    // Parts that mind keys of their own come first.
    if (event.defaultPrevented || event.target.closest?.("[data-own-keys]")) return;
    const act = KEYS[event.key];
    if (act) act(event);
    else if (document.getElementById("inbox") && deskKeys[event.key]?.()) event.preventDefault();
  });
}

const KEYS = {
  "/": (event) => focusOn("q", event),
  r: answer,
  n: (event) => press("#desk [data-note-open]", event),
  "?": () => document.getElementById("keys")?.showModal(),
  j: (event) => step(1, event),
  k: (event) => step(-1, event),
  ArrowDown: (event) => event.target.closest?.(".row-link") && step(1, event),
  ArrowUp: (event) => event.target.closest?.(".row-link") && step(-1, event),
  o: (event) => press("#speaker .btn", event),
  Escape: leave,
};

function focusOn(id, event) {
  const field = document.getElementById(id);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select?.();
}

// Where nothing may be written now, there are the templates: in there no key acts, so that what somebody types
// without looking does nothing.
function answer(event) {
  if (document.getElementById("words")) focusOn("words", event);
  else focusOn("picker", event);
}

function step(by, event) {
  const rows = [...document.querySelectorAll(".row-link")];
  if (!rows.length) return;
  event.preventDefault();
  const from = event.target.closest?.(".row-link") ?? document.querySelector('.row-link[aria-current="true"]');
  const row = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(from) + by))];
  row.focus();
  if (event.key === "j" || event.key === "k") open(row.href);
}

function press(selector, event) {
  const button = document.querySelector(selector);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function leave() {
  if (!document.getElementById("inbox")) return;
  const menu = document.querySelector("details.drop[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  if (letGo()) return;
  if (view() === "customer") document.querySelector("#customer [data-back]")?.click();
}
