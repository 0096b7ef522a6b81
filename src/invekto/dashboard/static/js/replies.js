// Canned replies: a slash opens the list, what is chosen comes into the box, blanks are asked for first.

const { htmx } = window;
const LONGEST = 40; // characters after the slash; more is a sentence that begins with one

let asking = null; // what the form for blanks is about
let coming = false; // the list is on its way
let hasty = false; // Enter was pressed meanwhile: what the list would have chosen is meant, and not the words "/iade"

export function startReplies() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt.id === "composer" && detail.xhr.status >= 200 && detail.xhr.status < 400) cameFrom({});
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target?.id === "canned-list") arrived();
  });
}

// The words come into the box, as if typed: the draft is kept, the bot is silent.
export function compose(text, from) {
  const words = document.getElementById("words");
  if (!words) return;
  cameFrom(from);
  words.value = text;
  words.dispatchEvent(new Event("input", { bubbles: true }));
  words.focus();
  words.setSelectionRange(text.length, text.length);
}

export function fillIn(text, blanks, from) {
  const form = document.getElementById("fill");
  const fields = document.getElementById("fill-fields");
  asking = { text, blanks, from };
  fields.replaceChildren(
    ...blanks.map((label, place) => {
      const field = document.createElement("label");
      const input = document.createElement("input");
      field.className = "form-label";
      field.textContent = label;
      input.className = "form-control";
      input.name = `blank-${place}`;
      input.required = true;
      input.maxLength = 300;
      input.autocomplete = "off";
      input.addEventListener("input", preview);
      field.append(input);
      return field;
    }),
  );
  form.hidden = false;
  preview();
  fields.querySelector("input").focus();
}

function entered() {
  const inputs = document.querySelectorAll("#fill-fields input");
  return Object.fromEntries(asking.blanks.map((label, place) => [label, inputs[place].value.trim()]));
}

function preview() {
  const told = entered();
  const place = document.getElementById("fill-words");
  place.replaceChildren(
    ...asking.text.split(/(\{\{\?[^{}\n]*\}\})/).map((part) => {
      const label = /^\{\{\?([^{}\n]*)\}\}$/.exec(part)?.[1].trim();
      if (label === undefined) return part;
      const mark = document.createElement("mark");
      mark.className = "blank";
      mark.textContent = told[label] || label;
      return mark;
    }),
  );
}

function onSubmit(event) {
  if (event.target.id !== "fill") return;
  event.preventDefault();
  const told = entered();
  const text = asking.text.replace(/\{\{\?([^{}\n]*)\}\}/g, (whole, label) => told[label.trim()] || whole);
  const from = { ...asking.from, entered: JSON.stringify(told) };
  stopFilling();
  compose(text, from);
}

function stopFilling() {
  document.getElementById("fill").hidden = true;
  asking = null;
}

// The form carries what its words began as, until they are sent or the box is empty again.
function cameFrom({ suggestion = "", canned = "", language = "", entered: told = "" }) {
  const fields = { "from-suggestion": suggestion, "from-canned": canned, "from-language": language, "from-entered": told };
  for (const [id, value] of Object.entries(fields)) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
}

function box() {
  return document.getElementById("canned");
}

function sought(words) {
  const found = /^\/([^\n]*)$/.exec(words.value);
  return found && found[1].length <= LONGEST ? fold(found[1]) : null;
}

function fold(text) {
  return text.toLocaleLowerCase("tr").replace(/\u0131/g, "i").normalize("NFD").replace(/\p{M}/gu, "").trim();
}

function onInput({ target }) {
  if (target.id !== "words") return;
  hasty = false;
  if (!target.value) cameFrom({});
  const wanted = sought(target);
  if (wanted === null) close();
  else open(target);
}

function open(words) {
  const list = document.getElementById("canned-list");
  if (box().hidden) {
    box().hidden = false;
    if (!list.querySelector("[data-canned]")) list.replaceChildren(document.getElementById("canned-bones").content.cloneNode(true));
    // Anew each time: an order that moved meanwhile stands in it.
    coming = true;
    htmx
      .ajax("GET", list.dataset.url, { target: list, swap: "innerHTML", source: list })
      .catch(() => {})
      .finally(() => (coming = hasty = false));
  }
  narrow(words);
}

function arrived() {
  coming = false;
  narrow();
  const chosen = hasty && document.querySelector("#canned-list [aria-selected=true]");
  hasty = false;
  if (chosen) choose(chosen);
}

function close() {
  hasty = false;
  if (box()) box().hidden = true;
  document.getElementById("words")?.removeAttribute("aria-activedescendant");
}

function options() {
  return [...document.querySelectorAll("#canned-list [data-canned]:not([hidden])")];
}

function narrow() {
  const words = document.getElementById("words");
  const wanted = words && sought(words);
  if (wanted === null || box().hidden) return;
  const parts = wanted.split(" ").filter(Boolean);
  const every = document.querySelectorAll("#canned-list [data-canned]");
  for (const one of every) one.hidden = !parts.every((part) => one.dataset.search.includes(part));
  document.getElementById("canned-none").hidden = !every.length || options().length > 0;
  // A code that is typed, or begun, is meant before words of a title or a category.
  const exact = options().find((one) => one.dataset.search.split(" ")[0] === wanted);
  const begun = options().find((one) => one.dataset.search.startsWith(wanted));
  mark(exact ?? begun ?? options()[0]);
}

function mark(option) {
  for (const one of document.querySelectorAll("#canned-list [aria-selected=true]")) one.setAttribute("aria-selected", "false");
  const words = document.getElementById("words");
  if (!option) {
    words?.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  words?.setAttribute("aria-activedescendant", option.id);
}

function onKey(event) {
  if (event.target.closest?.("#fill") && event.key === "Escape") {
    swallow(event);
    stopFilling();
    document.getElementById("words")?.focus();
    return;
  }
  if (event.target.id !== "words" || !box() || box().hidden || event.isComposing) return;
  const every = options();
  const at = every.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    swallow(event);
    const by = event.key === "ArrowDown" ? 1 : -1;
    mark(every[(at + by + every.length) % every.length]);
  } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && every[at]) {
    swallow(event);
    choose(every[at]);
  } else if (event.key === "Enter" && !event.shiftKey && coming && !document.querySelector("#canned-list [data-canned]")) {
    swallow(event);
    hasty = true;
  } else if (event.key === "Escape") {
    swallow(event);
    close();
  }
}

function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function choose(option) {
  const { canned, language, text, blanks } = option.dataset;
  close();
  compose("", {});
  if (blanks) fillIn(text, JSON.parse(blanks), { canned, language });
  else compose(text, { canned, language });
}

function onClick({ target }) {
  const option = target.closest("#canned-list [data-canned]");
  if (option) choose(option);
  else if (target.closest("[data-fill-cancel]")) {
    stopFilling();
    document.getElementById("words")?.focus();
  } else if (target.closest("[data-open-replies]")) {
    const words = document.getElementById("words");
    if (!box().hidden) close();
    else if (words.value && sought(words) === null) words.focus(); // what is written stays
    else compose("/", {});
  } else if (!target.closest("#canned, #words")) close();
}
