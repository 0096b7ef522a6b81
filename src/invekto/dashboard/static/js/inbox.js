// The list, an open thread, the customer beside it: three panes on a wide screen, one at a time on a phone.
// Rows are plain links; this only spares loading the whole page again.

const { htmx } = window;

export function startInbox() {
  const inbox = document.getElementById("inbox");
  if (!inbox) return;
  history.replaceState({ view: inbox.dataset.view }, "", location.href);
  document.addEventListener("click", onClick);
  addEventListener("popstate", onBack);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt?.id === "find" && detail.successful) history.replaceState({ view: "list" }, "", addressOfList());
  });
}

function onClick(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const row = event.target.closest(".row-link");
  const box = event.target.closest(".box");
  const back = event.target.closest("[data-back]");
  if (row) {
    event.preventDefault();
    open(row.href);
  } else if (box) {
    event.preventDefault();
    choose(box);
  } else if (back) {
    event.preventDefault();
    goBack(back.dataset.back);
  } else if (event.target.closest("[data-toggle-customer]")) {
    show(view() === "customer" ? "thread" : "customer", true);
  } else if (event.target.closest("[data-reopen]")) {
    load(location.href);
  }
}

export function view() {
  return document.getElementById("inbox").dataset.view;
}

function show(name, remember = false) {
  document.getElementById("inbox").dataset.view = name;
  if (remember) history.pushState({ view: name }, "", location.href);
}

export function open(address) {
  if (new URL(address).pathname !== location.pathname) history.pushState({ view: "thread" }, "", address);
  load(address);
}

function load(address) {
  const id = new URL(address).pathname.split("/").at(-2);
  for (const row of document.querySelectorAll(".row-link[aria-current]")) row.removeAttribute("aria-current");
  document.getElementById(`row-${id}`)?.setAttribute("aria-current", "true");
  show("thread");
  // Bones only where an answer is slow: a flash of grey is worse than the old thread for a moment.
  const slow = setTimeout(() => fill("thread-bones"), 300);
  // One source for all: opening another thread gives up the one that is still on its way.
  htmx
    .ajax("GET", address, { target: "#thread", swap: "outerHTML", source: "#opener" })
    .catch(() => fill("thread-broken"))
    .finally(() => clearTimeout(slow));
}

// The pane itself stays: it is where the answer goes.
function fill(template) {
  const pane = document.getElementById("thread");
  pane.removeAttribute("data-id");
  pane.replaceChildren(document.getElementById(template).content.cloneNode(true));
}

function choose(box) {
  for (const other of document.querySelectorAll(".box")) other.removeAttribute("aria-current");
  box.setAttribute("aria-current", "true");
  document.getElementById("filter").value = box.dataset.filter;
  htmx.trigger("#find", "submit");
}

function addressOfList() {
  const query = new URLSearchParams(new FormData(document.getElementById("find")));
  if (!query.get("q")) query.delete("q");
  const thread = document.querySelector("#thread[data-url]");
  return `${view() === "list" || !thread ? document.getElementById("inbox").dataset.list : thread.dataset.url}?${query}`;
}

function goBack(to) {
  show(to);
  if (to === "list") history.pushState({ view: "list" }, "", addressOfList());
  else history.replaceState({ view: to }, "", location.href);
}

function onBack(event) {
  const address = new URL(location.href);
  const inList = address.pathname === document.getElementById("inbox").dataset.list;
  if (inList) {
    show("list");
    return;
  }
  const here = document.querySelector("#thread[data-url]")?.dataset.url;
  if (here === address.pathname) show(event.state?.view ?? "thread");
  else load(address.href);
}
