// Beside the words: reactions, pictures and documents looked at, who is just writing.

const { htmx } = window;
const SHOWN = 5000; // milliseconds a colleague is seen to write after their last key
const TELL_EVERY = 3000; // milliseconds

let told = 0;
let fading = null;

export function startBeside(live) {
  const inbox = document.getElementById("inbox");
  if (!inbox) return;
  document.addEventListener("click", onClick);
  document.addEventListener("input", ({ target }) => target.id === "words" && target.value && tellTyping(target));
  document.getElementById("reacts")?.addEventListener("toggle", onToggle);
  document.getElementById("preview")?.addEventListener("close", () => document.getElementById("preview-body").replaceChildren());
  live.onNews((kind, ids) => {
    if (kind === "typing") showTyping(ids);
  });
}

function onClick(event) {
  const { target } = event;
  const button = target.closest("[data-react]");
  if (button) offer(button);
  const choice = target.closest("[data-emoji]");
  if (choice) react(choice.dataset.emoji);
  const link = target.closest("[data-preview]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    preview(link);
  }
  if (target.closest("[data-customer-again]")) {
    const pane = document.getElementById("customer");
    htmx.ajax("GET", pane.dataset.of, { target: pane, swap: "innerHTML", source: pane });
  }
}

let asked = null; // the button whose message is to be reacted to

function offer(button) {
  const box = document.getElementById("reacts");
  asked = button.id;
  for (const choice of box.querySelectorAll("[data-emoji]")) {
    choice.setAttribute("aria-pressed", String(choice.dataset.emoji === button.dataset.ours));
  }
  box.showPopover();
  if (matchMedia("(min-width: 768px)").matches) {
    const at = button.getBoundingClientRect();
    box.style.bottom = `${Math.min(innerHeight - box.offsetHeight - 8, innerHeight - at.top + 4)}px`;
    box.style.left = `${Math.min(innerWidth - box.offsetWidth - 8, Math.max(8, at.left - 16))}px`;
  } else {
    box.removeAttribute("style");
  }
  button.setAttribute("aria-expanded", "true");
  box.querySelector("[data-emoji]").focus();
}

function onToggle({ newState }) {
  if (newState !== "closed") return;
  const button = document.getElementById(asked);
  button?.removeAttribute("aria-expanded");
  button?.focus();
}

// The same emoji once more takes it off.
function react(emoji) {
  const button = document.getElementById(asked);
  document.getElementById("reacts").hidePopover();
  if (!button) return;
  const values = { emoji: button.dataset.ours === emoji ? "" : emoji };
  htmx.ajax("POST", button.dataset.react, { source: button, target: "#thread", swap: "merge", values }).catch(() => {});
}

function preview(link) {
  const box = document.getElementById("preview");
  const body = document.getElementById("preview-body");
  const shown = document.createElement(link.dataset.preview === "pdf" ? "iframe" : "img");
  shown.src = link.href;
  if (shown.nodeName === "IFRAME") shown.title = link.dataset.name;
  else shown.alt = link.dataset.name;
  body.replaceChildren(shown);
  document.getElementById("preview-name").textContent = link.dataset.name;
  document.getElementById("preview-open").href = link.href;
  box.showModal();
  // A document's own viewer would take the keys, and Escape with them.
  box.querySelector("form button").focus();
}

function tellTyping(words) {
  const now = Date.now();
  if (now - told < TELL_EVERY) return;
  told = now;
  const headers = { "X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"] };
  fetch(words.form.dataset.typing, { method: "POST", headers }).catch(() => {});
}

function showTyping({ conversation, user }) {
  const place = document.getElementById("typing");
  const thread = document.querySelector("#thread[data-id]");
  if (!place || thread?.dataset.id !== conversation || user === document.body.dataset.user) return;
  const name = JSON.parse(document.getElementById("inbox").dataset.people || "{}")[user];
  if (!name) return;
  place.textContent = place.dataset.words.replace("{name}", name);
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (document.getElementById("typing").hidden = true), SHOWN);
}
