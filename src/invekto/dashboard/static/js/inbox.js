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
    if (["find", "looker"].includes(detail.elt?.id) && detail.successful) {
      history.replaceState({ view: view() }, "", addressOfList());
    }
  });
  showFound();
}

function onClick(event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const row = event.target.closest(".row-link");
  const looks = event.target.closest("[data-look]");
  const back = event.target.closest("[data-back]");
  if (row) {
    event.preventDefault();
    open(row.href);
  } else if (looks) {
    event.preventDefault();
    looks.closest("dialog")?.close();
    lookAt(looks.href);
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
    .then(showFound)
    .catch(() => fill("thread-broken"))
    .finally(() => clearTimeout(slow));
}

// The pane itself stays: it is where the answer goes.
function fill(template) {
  const pane = document.getElementById("thread");
  pane.removeAttribute("data-id");
  pane.replaceChildren(document.getElementById(template).content.cloneNode(true));
}

// The message a search led to.
function showFound() {
  const found = new URLSearchParams(location.search).get("at");
  const message = found && document.getElementById(`m-${found}`);
  if (!message) return;
  message.classList.add("is-found");
  message.scrollIntoView({ block: "center" });
}

// The list as this address tells it; the thread beside it stays.
function lookAt(address) {
  const query = new URL(address).searchParams;
  document.getElementById("q").value = query.get("q") ?? "";
  htmx.ajax("GET", `${document.getElementById("inbox").dataset.rows}?${query}`, { target: "#lists", swap: "outerHTML", source: "#looker" });
}

// How one looks at the list now, as the server reads it.
export function lookValues() {
  return Object.fromEntries(new URLSearchParams(document.getElementById("list").dataset.query));
}

function addressOfList() {
  const query = document.getElementById("list").dataset.query;
  const thread = document.querySelector("#thread[data-url]");
  const place = view() === "list" || !thread ? document.getElementById("inbox").dataset.list : thread.dataset.url;
  return query ? `${place}?${query}` : place;
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
