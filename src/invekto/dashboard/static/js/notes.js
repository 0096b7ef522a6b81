// Notes for colleagues: the form that takes the composer's place, naming people with @, jumping to a note.

import { say } from "./requests.js";

export function startNotes() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("click", onClick);
  document.addEventListener("input", ({ target }) => target.id === "note-words" && written(target));
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("htmx:afterRequest", onSaved);
  document.addEventListener("invekto:merged", restore);
  document.addEventListener("htmx:afterSwap", restore);
  restore();
}

function form() {
  return document.getElementById("note-form");
}

function field() {
  return document.getElementById("note-words");
}

function key() {
  return `note:${form().dataset.draft}`;
}

function onClick({ target }) {
  if (target.closest("[data-note-open]")) open();
  else if (target.closest("[data-note-close]")) close();
  const person = target.closest("#note-people li");
  if (person) choose(person);
  const insert = target.closest("[data-insert]");
  if (insert) intoComposer(insert.dataset.insert);
  const jump = target.closest("[data-jump]");
  if (jump) jumpTo(jump.dataset.jump);
}

export function open() {
  if (!form()) return;
  if (document.getElementById("inbox").dataset.view === "customer") document.querySelector("#customer [data-back]")?.click();
  form().hidden = false;
  sessionStorage.setItem(`${key()}:open`, "yes");
  field().focus();
}

function close() {
  form().hidden = true;
  sessionStorage.removeItem(`${key()}:open`);
  document.querySelector("#desk [data-note-open]")?.focus();
}

// A draft outlives a reload and a desk that was drawn anew; it has a name, so that saved twice it is one note.
function restore() {
  if (!form() || field().dataset.restored) return;
  field().dataset.restored = "yes";
  field().value ||= sessionStorage.getItem(key()) ?? "";
  name();
  if (sessionStorage.getItem(`${key()}:open`)) form().hidden = false;
}

function name() {
  const kept = sessionStorage.getItem(`${key()}:name`) || crypto.randomUUID?.() || `${Date.now()}`;
  sessionStorage.setItem(`${key()}:name`, kept);
  document.getElementById("note-draft").value = kept;
}

function written(words) {
  sessionStorage.setItem(key(), words.value);
  suggest(words);
}

function onSaved({ detail }) {
  if (detail.elt?.id !== "note-form") return;
  const { status } = detail.xhr;
  if (status < 200 || status >= 400) return;
  for (const end of ["", ":name", ":open"]) sessionStorage.removeItem(key() + end);
  field().value = "";
  name();
  // Whoever wrote it by keyboard goes on from there: what is hidden must not keep the keys.
  const wasHere = form().contains(document.activeElement);
  form().hidden = true;
  if (wasHere) document.querySelector("#desk [data-note-open]")?.focus();
}

// Naming somebody: the list opens at an @, the arrows choose, Enter takes.
function people() {
  const all = JSON.parse(document.getElementById("inbox").dataset.people || "{}");
  return Object.entries(all).filter(([id]) => id !== document.body.dataset.user);
}

function plain(words) {
  return words.toLocaleLowerCase("tr").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("\u0131", "i");
}

function begun(words) {
  return /(?:^|\s)@([^\s@]{0,30})$/u.exec(words.value.slice(0, words.selectionStart));
}

function suggest(words) {
  const list = document.getElementById("note-people");
  const at = begun(words);
  const fitting = at ? people().filter(([, one]) => plain(one).startsWith(plain(at[1]))) : [];
  list.replaceChildren(
    ...fitting.map(([id, one], place) => {
      const item = document.createElement("li");
      item.id = `person-${id}`;
      item.role = "option";
      item.textContent = one;
      item.setAttribute("aria-selected", String(place === 0));
      return item;
    }),
  );
  list.hidden = !fitting.length;
  active(list.querySelector("[aria-selected=true]"));
}

function active(item) {
  if (item) field().setAttribute("aria-activedescendant", item.id);
  else field().removeAttribute("aria-activedescendant");
}

function onKey(event) {
  if (event.target.id !== "note-words") return;
  const list = document.getElementById("note-people");
  if (!list.hidden && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(event.key)) {
    event.preventDefault();
    event.stopPropagation();
    const items = [...list.children];
    const here = items.findIndex((item) => item.ariaSelected === "true");
    if (event.key === "Escape") list.hidden = true;
    else if (event.key === "Enter" || event.key === "Tab") choose(items[here]);
    else {
      const next = items[(here + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length];
      for (const item of items) item.setAttribute("aria-selected", String(item === next));
      active(next);
    }
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    form().requestSubmit();
  }
}

function choose(item) {
  const words = field();
  const at = begun(words);
  if (!item || !at) return;
  words.setRangeText(`@${item.textContent} `, words.selectionStart - at[1].length - 1, words.selectionStart, "end");
  document.getElementById("note-people").hidden = true;
  active(null);
  words.focus();
  sessionStorage.setItem(key(), words.value);
}

// The state of an order as the bot would word it: into the composer, to be read over and sent.
function intoComposer(text) {
  if (document.getElementById("inbox").dataset.view === "customer") document.querySelector("#customer [data-back]")?.click();
  const words = document.getElementById("words");
  if (!words) return say(document.querySelector("#window")?.textContent ?? "");
  words.value = [words.value, text].filter(Boolean).join("\n");
  words.focus();
  words.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function jumpTo(id) {
  const note = document.getElementById(id);
  if (!note) return;
  note.scrollIntoView({ block: "center" });
}
