// What is offered to answer with: 1–3 send (and can be taken back for some seconds), d changes, v refuses, z undoes.
// Whatever has the focus; z takes back what was done last, here or in the list.
import { lastDone } from "./desk.js";
import { compose, fillIn } from "./replies.js";
import { now } from "./times.js";

let leaving = null;
let undo = null;
let begun = 0; // since when there is something to take back, by the page's own clock

export function startSuggestions() {
  if (!document.getElementById("inbox")) return;
  // Before anybody else hears a key.
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", onClick);
  document.addEventListener("invekto:merged", watchLeaving);
  document.addEventListener("htmx:afterSwap", watchLeaving);
  watchLeaving();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const digit = /^(?:Digit|Numpad)([1-3])$/.exec(event.code)?.[1];
  if (digit && (writing ? writing.id === "words" && event.altKey : !event.altKey)) {
    const card = document.querySelector(`#suggestions [data-rank="${digit}"]`);
    if (card) act(event, () => (event.shiftKey ? edit(card) : press(card.querySelector(".offer-main"))));
    return;
  }
  if (writing || event.altKey || event.shiftKey) return;
  const card = event.target.closest?.("[data-offer]") ?? document.querySelector("#suggestions [data-offer]");
  const key = event.key.toLowerCase();
  if (key === "d" && card) act(event, () => edit(card));
  else if (key === "v" && card) act(event, () => press(card.querySelector("[data-reject]")));
  else if (key === "z" && undoButton() && begun >= lastDone()) act(event, () => press(undoButton()));
}

function act(event, what) {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) what();
}

// A key may come faster than htmx reads what has just been merged in.
function press(button) {
  window.htmx.process(button);
  button.click();
}

function undoButton() {
  return document.querySelector("#suggestions:not([hidden]) [data-offer-undo]");
}

function onClick({ target }) {
  const card = target.closest("[data-offer]");
  if (card && target.closest("[data-edit], [data-fill]")) edit(card);
}

function edit(card) {
  const from = { suggestion: card.dataset.offer };
  if (card.dataset.blanks) fillIn(card.dataset.text, JSON.parse(card.dataset.blanks), from);
  else compose(card.dataset.text, from);
}

// What can be taken back no more is not offered to be.
function watchLeaving() {
  if (undoButton() !== undo) begun = performance.now();
  undo = undoButton();
  const line = document.querySelector("#suggestions [data-leaves]");
  if (line === leaving) return;
  leaving = line;
  if (!line) return;
  const left = Number(line.dataset.leaves) * 1000 - now();
  setTimeout(() => {
    if (!line.isConnected) return;
    const strip = line.parentElement;
    const hadFocus = strip.contains(document.activeElement);
    strip.hidden = true;
    line.remove();
    if (hadFocus) document.getElementById("words")?.focus();
  }, Math.max(0, left));
}
