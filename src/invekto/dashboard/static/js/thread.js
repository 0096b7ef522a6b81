// An open thread: where it scrolls to, what is being written, who speaks.

const { htmx } = window;
const NEAR = 120; // pixels from the end within which new messages keep the thread at its end

let atEnd = true;
let pane = null;

export function startThread() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("htmx:afterSwap", () => {
    // A merge leaves the pane as it is; another thread brings another pane.
    if (document.getElementById("thread") !== pane) opened();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target?.id === "earlier") keepPlace();
  });
  document.addEventListener("scroll", onScroll, true);
  document.addEventListener("load", onPicture, true); // it does not bubble
  document.addEventListener("invekto:merged", merged);
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:beforeRequest", onSend);
  document.addEventListener("htmx:afterRequest", onSent);
  document.addEventListener("visibilitychange", markRead);
  document.addEventListener("htmx:configRequest", tellDesk);
  document.addEventListener("click", onClick);
  opened();
}

function scroller() {
  return document.getElementById("scroll");
}

function opened() {
  pane = document.getElementById("thread");
  const box = scroller();
  if (!box) return;
  const unread = document.getElementById("new");
  if (unread && box.scrollHeight > box.clientHeight) {
    box.scrollTop = Math.max(0, unread.offsetTop - box.offsetTop - 48);
  } else {
    box.scrollTop = box.scrollHeight;
  }
  atEnd = isAtEnd(box);
  restoreDraft();
  loadCustomer();
  markRead();
}

function loadCustomer() {
  const address = document.querySelector("#thread[data-customer]")?.dataset.customer;
  const pane = document.getElementById("customer");
  if (!address || pane.dataset.of === address) return;
  pane.dataset.of = address;
  htmx.ajax("GET", address, { target: pane, swap: "innerHTML", source: pane });
}

function isAtEnd(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

function onScroll(event) {
  if (event.target?.id === "scroll") atEnd = isAtEnd(event.target);
}

// A picture is as tall as it is only once it has come.
function onPicture({ target }) {
  if (atEnd && target.closest?.("#messages")) scroller().scrollTop = scroller().scrollHeight;
}

// Older messages come in above; what is being read must not move.
function keepPlace() {
  const box = scroller();
  const below = box.scrollHeight - box.scrollTop;
  document.addEventListener("htmx:afterSettle", () => (box.scrollTop = box.scrollHeight - below), { once: true });
}

function merged({ detail }) {
  const box = scroller();
  if (!box || !detail.came.length) return;
  if (detail.came.some((piece) => piece.id === "desk")) restoreDraft();
  if (atEnd) box.scrollTop = box.scrollHeight;
  markRead();
}

function markRead() {
  const thread = document.querySelector("#thread[data-id]");
  const row = thread && document.getElementById(`row-${thread.dataset.id}`);
  const named = document.querySelector("#messages > .inote[data-unseen]");
  const isNew = row?.classList.contains("is-unread") || thread?.dataset.unreadFrom || named;
  const last = lastMessage() + (named?.id ?? "");
  if (!thread?.dataset.read || document.hidden || !isNew || thread.dataset.told === last) return;
  thread.dataset.told = last;
  htmx.ajax("POST", thread.dataset.read, { swap: "none", headers: { "X-Quiet": "1" }, source: thread });
}

function lastMessage() {
  return document.querySelector("#messages > .msg:last-of-type")?.id ?? "";
}

// Drafts outlive a reload, a lost session and a look at another thread; they stay in this tab.
function draftKey() {
  const words = document.getElementById("words");
  return words && `draft:${words.dataset.draft}`;
}

function restoreDraft() {
  showKept();
  const words = document.getElementById("words");
  if (!words) return;
  if (!words.value) words.value = sessionStorage.getItem(draftKey()) ?? "";
  if (words.value) nameDraft();
  grow(words);
}

// A draft has a name as long as it is not sent: sent twice (a retry, a copy of this tab), it is one message.
function nameDraft(name = sessionStorage.getItem(`${draftKey()}:name`) || newName()) {
  sessionStorage.setItem(`${draftKey()}:name`, name);
  document.getElementById("draft").value = name;
}

function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function grow(words) {
  if (CSS.supports("field-sizing", "content")) return;
  words.rows = Math.min(7, Math.max(1, words.value.split("\n").length));
}

function onInput(event) {
  if (event.target.id === "words") {
    sessionStorage.setItem(draftKey(), event.target.value);
    nameDraft();
    grow(event.target);
    silenceBot(event.target);
  }
  const blank = event.target.dataset?.fills;
  if (blank) {
    for (const place of event.target.form.querySelectorAll(`[data-blank="${CSS.escape(blank)}"]`)) {
      place.textContent = event.target.value || place.dataset.label || "…";
    }
  }
}

// The first key pressed: whoever begins to write speaks, and the bot is silent.
function silenceBot(words) {
  const speaker = document.getElementById("speaker");
  const form = words.form;
  if (!speaker || speaker.dataset.mode === "human" || form.dataset.telling) return;
  form.dataset.telling = "yes";
  htmx
    .ajax("POST", form.dataset.keystroke, { target: "#thread", swap: "merge", source: "#speaker", headers: { "X-Quiet": "1" } })
    .catch(() => {})
    .finally(() => delete form.dataset.telling);
}

function onKey(event) {
  if (event.target.id !== "words" || event.key !== "Enter" || event.isComposing) return;
  const sends = matchMedia("(pointer: fine)").matches ? !event.shiftKey : event.ctrlKey || event.metaKey;
  if (!sends) return;
  event.preventDefault();
  const send = document.getElementById("send");
  if (!send.disabled) event.target.form.requestSubmit(send);
}

// What was written stands in the thread at once, with a clock, until the server has it.
function onSend(event) {
  const { elt, requestConfig } = event.detail;
  if (elt.matches("[data-accept]")) {
    scroller().scrollTop = scroller().scrollHeight; // what one sends, one sees leave
    atEnd = true;
  }
  if (elt.id !== "composer") return;
  const words = document.getElementById("words");
  const text = words.value.trim();
  if (!text) {
    event.preventDefault();
    return;
  }
  requestConfig.sent = { key: draftKey(), text: words.value, name: document.getElementById("draft").value };
  requestConfig.timeout = 15_000;
  const pending = document.getElementById("pending").content.cloneNode(true);
  pending.querySelector(".msg-text").textContent = text;
  document.getElementById("messages").append(pending);
  words.value = "";
  sessionStorage.removeItem(draftKey());
  sessionStorage.removeItem(`${draftKey()}:name`);
  grow(words);
  scroller().scrollTop = scroller().scrollHeight;
  atEnd = true;
}

function onSent({ detail: { requestConfig, xhr } }) {
  const arrived = xhr.status >= 200 && xhr.status < 400; // to htmx a refusal (422) is a success, because it is shown
  if (requestConfig.elt.dataset?.templateForm !== undefined && arrived) document.getElementById("sheet")?.close();
  const { sent } = requestConfig;
  if (!sent) return;
  document.getElementById("m-pending")?.remove();
  if (!arrived) takeBack(sent);
}

// Refused or lost: the words come back, before whatever was typed meanwhile; into the box if it is still there.
function takeBack({ key, text, name }) {
  const words = draftKey() === key ? document.getElementById("words") : null;
  const since = words ? words.value : sessionStorage.getItem(key);
  const draft = [text, since].filter(Boolean).join("\n");
  sessionStorage.setItem(key, draft);
  sessionStorage.setItem(`${key}:name`, name);
  showKept();
  if (words) {
    words.value = draft;
    nameDraft(name);
    grow(words);
    words.focus();
  }
  if (atEnd) scroller().scrollTop = scroller().scrollHeight;
}

// Where nothing may be written now, the draft is shown as it waits.
function showKept() {
  const kept = document.getElementById("kept");
  if (!kept) return;
  const draft = sessionStorage.getItem(`draft:${kept.dataset.draft}`) ?? "";
  kept.hidden = !draft;
  kept.querySelector(".kept-words").textContent = draft;
}

// Which kind of desk this page has; the answer brings the other kind if the window closed or opened meanwhile.
function tellDesk({ detail }) {
  if (detail.verb === "post" && detail.target?.id === "thread") {
    detail.parameters.open = document.getElementById("desk")?.dataset.open ?? "";
  }
}

function onClick({ target }) {
  if (target.closest("[data-resend]")) document.getElementById("composer")?.requestSubmit(document.getElementById("send"));
}
