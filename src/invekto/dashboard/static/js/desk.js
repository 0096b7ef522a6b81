// What one does to conversations from the list: choose some, act on them or on the open one, take it back.

import { lookValues, open, view } from "./inbox.js";

const { htmx } = window;
const TOLD_FOR = 10_000; // milliseconds an action can be taken back from its line
const LEAVES = new Set(["done", "snooze"]); // after these, the next conversation is what one wants to see

const chosen = new Set();
let last = null; // the row that was chosen last: a range goes from here
let telling = null;
let toldAt = 0; // when an action was told of last, by the page's own clock
let coming = null; // a conversation marked as unread while its thread was still on its way

export function startDesk() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:afterSwap", draw);
  // Before thread.js, which would mark it as read.
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const thread = document.getElementById("thread");
    if (coming && detail.target?.id === "thread") {
      if (thread.dataset.id === coming) stayUnread();
      coming = null;
    }
  });
  document.addEventListener("htmx:oobAfterSwap", ({ detail }) => detail.target.id === "desk-said" && tell());
  document.addEventListener("invekto:merged", ({ detail }) => {
    draw();
    if (detail.came.some((piece) => piece.id === "desk-said")) tell();
  });
}

function rows() {
  return [...document.querySelectorAll("#list > .row-link:not([data-asked])")];
}

function onClick(event) {
  const { target } = event;
  const row = target.closest(".row-link:not([data-asked])"); // questions are answered one by one
  if (row && (target.closest("[data-pick]") || event.shiftKey)) {
    event.preventDefault();
    if (event.shiftKey) chooseUpTo(row);
    else toggle(row);
    return;
  }
  const act = target.closest("[data-act]");
  const sheet = target.closest("[data-sheet]");
  const bulk = target.closest("[data-bulk]");
  const undo = target.closest("[data-undo]");
  if (act) doIt(act.dataset.act, idsAround(act));
  else if (sheet) ask(sheet.dataset.sheet, idsAround(sheet));
  else if (bulk) chooseAll(bulk.dataset.bulk === "all");
  else if (undo) post(undo.dataset.undo, {});
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(target) || act || sheet) drop.open = false;
  }
}

// In a thread its own conversation is meant, in the bar those that are chosen.
function idsAround(element) {
  const thread = element.closest("[data-ids]");
  return thread ? thread.dataset.ids.split(",") : [...chosen];
}

function toggle(row) {
  if (!chosen.delete(row.dataset.id)) chosen.add(row.dataset.id);
  last = row.dataset.id;
  draw();
}

function chooseUpTo(row) {
  const all = rows();
  const from = all.findIndex((one) => one.dataset.id === last);
  const to = all.indexOf(row);
  const [first, end] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  for (const one of all.slice(first, end + 1)) chosen.add(one.dataset.id);
  last = row.dataset.id;
  draw();
}

function chooseAll(all) {
  chosen.clear();
  if (all) for (const row of rows()) chosen.add(row.dataset.id);
  draw();
}

function draw() {
  const there = rows();
  const ids = new Set(there.map((row) => row.dataset.id));
  for (const id of chosen) if (!ids.has(id)) chosen.delete(id);
  for (const row of there) row.classList.toggle("is-chosen", chosen.has(row.dataset.id));
  const bulk = document.getElementById("bulk");
  bulk.hidden = chosen.size === 0;
  bulk.querySelector("[data-count]").textContent = chosen.size;
  document.getElementById("list").classList.toggle("is-choosing", chosen.size > 0);
}

// What a key means: those that are chosen, else the row in focus, else the open conversation.
function meant() {
  if (chosen.size) return [...chosen];
  const row = document.activeElement?.closest?.(".row-link:not([data-asked])");
  const thread = document.getElementById("thread-acts");
  if (row) return [row.dataset.id];
  return thread && view() !== "list" ? [thread.dataset.ids] : [];
}

function isDone(id) {
  const row = document.getElementById(`row-${id}`);
  const thread = document.getElementById("thread-acts");
  return (thread?.dataset.ids === id ? thread : row)?.dataset.done === "yes";
}

export const deskKeys = {
  e: () => {
    const ids = meant();
    return ids.length > 0 && doIt(ids.every(isDone) ? "open" : "done", ids);
  },
  u: () => meant().length > 0 && doIt("unread", meant()),
  s: () => meant().length > 0 && ask("snooze", meant()),
  t: () => meant().length > 0 && ask("tag", meant()),
  a: () => meant().length > 0 && ask("assign", meant()),
  x: () => {
    const row = document.activeElement?.closest?.(".row-link:not([data-asked])") ?? document.querySelector('.row-link[aria-current="true"]:not([data-asked])') ?? rows()[0];
    if (row) {
      row.focus();
      toggle(row);
    }
    return Boolean(row);
  },
  z: () => {
    const undo = document.querySelector("#desk-said [data-undo]");
    undo?.click();
    return Boolean(undo);
  },
};

// True when there was something to let go of.
export function letGo() {
  const had = chosen.size > 0;
  if (had) chooseAll(false);
  return had;
}

function ask(name, ids) {
  const dialog = document.getElementById("desk-sheet");
  const body = document.getElementById("desk-sheet-body");
  body.replaceChildren();
  dialog.showModal();
  const address = document.getElementById("bulk").dataset.sheets.replace("snooze", name);
  htmx
    .ajax("GET", `${address}?${new URLSearchParams({ ids: ids.join(",") })}`, { target: body, swap: "innerHTML", source: "#doer" })
    .then(() => body.querySelector("[autofocus]")?.focus());
  return true;
}

function onSubmit(event) {
  const form = event.target.closest("[data-desk]");
  if (!form) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form, event.submitter));
  document.getElementById("desk-sheet").close();
  doIt(form.dataset.desk, form.dataset.ids.split(","), values);
}

function doIt(act, ids, values = {}) {
  if (!ids.length) return false;
  const openId = document.getElementById("thread-acts")?.dataset.ids;
  const next = LEAVES.has(act) && ids.includes(openId) ? neighbour(openId, ids) : null;
  if (act === "unread" && ids.includes(openId)) stayUnread();
  else if (act === "unread") coming = ids.find((id) => document.getElementById(`row-${id}`)?.ariaCurrent) ?? null;
  post(document.getElementById("bulk").dataset.url, { ...values, act, ids: ids.join(",") }).then((taken) => {
    if (!taken) return;
    chooseAll(false);
    if (next && view() === "thread" && document.getElementById("thread-acts")?.dataset.ids === openId) open(next);
  });
  return true;
}

// The row one would go to, once these are gone.
function neighbour(id, going) {
  if (!matchMedia("(min-width: 768px)").matches) return null;
  const all = rows();
  const place = all.findIndex((row) => row.dataset.id === id);
  const stays = (row) => !going.includes(row.dataset.id);
  return (all.slice(place + 1).find(stays) ?? all.slice(0, Math.max(place, 0)).reverse().find(stays))?.href ?? null;
}

// The open thread is not read again at once: only when something new comes, or when it is opened anew.
function stayUnread() {
  const thread = document.getElementById("thread");
  thread.dataset.told = document.querySelector("#messages > .msg:last-of-type")?.id ?? "";
}

async function post(address, values) {
  let taken = false;
  const note = ({ detail }) => {
    if (detail.pathInfo.requestPath === address) taken = detail.xhr.status >= 200 && detail.xhr.status < 400;
  };
  document.addEventListener("htmx:afterRequest", note);
  try {
    await htmx.ajax("POST", address, { target: "#inbox", swap: "merge", values: { ...lookValues(), ...values }, source: "#doer" });
  } catch {
    taken = false; // whoever failed is told by requests.js
  }
  document.removeEventListener("htmx:afterRequest", note);
  return taken;
}

// When something was done that can still be taken back; 0: nothing was.
export function lastDone() {
  return document.querySelector("#desk-said [data-undo]") ? toldAt : 0;
}

function tell() {
  toldAt = performance.now();
  clearTimeout(telling);
  telling = setTimeout(() => {
    const line = document.getElementById("desk-said");
    line.replaceChildren();
    line.hidden = true;
  }, TOLD_FOR);
}
