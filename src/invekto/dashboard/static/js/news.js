// News → what on this page must be asked for anew. Bursts are gathered, so that a busy shop costs little.

const { htmx } = window;
const GATHER = 150; // milliseconds

export function startNews(live) {
  const changed = new Set();
  const moved = new Set(); // conversations whose customer's orders moved
  const known = new Set(); // conversations of whose customer something else is known now
  let everything = false;
  let accounts = false;
  let soon = null;

  live.onNews((kind, ids) => {
    if (kind === "typing" || kind === "mention") return; // for others to hear
    if (kind === "reload" || kind === "poll" || kind === "clock") everything = true;
    else if (kind === "account") accounts = true;
    else if (kind === "order") moved.add(ids.conversation);
    else if (kind === "contact") {
      known.add(ids.conversation);
      changed.add(ids.conversation);
    }
    else if (kind === "question") {
      if (ids.question) changed.add(ids.question);
      else everything = true; // one of those that not everybody sees
    }
    else if (ids.conversation) changed.add(ids.conversation);
    soon ??= setTimeout(look, GATHER);
  });

  document.addEventListener("invekto:window-over", () => {
    const thread = document.querySelector("#thread[data-id]");
    if (thread) ask(newsAddress(thread), thread);
  });

  async function look() {
    soon = null;
    const ids = [...changed].slice(0, 50);
    const whole = everything || changed.size > ids.length;
    const withAccounts = everything || accounts;
    const withOrders = new Set(moved);
    const withCustomer = new Set(known);
    changed.clear();
    moved.clear();
    known.clear();
    everything = accounts = false;
    const asked = [];
    const list = document.getElementById("list");
    if (list && (ids.length || whole)) asked.push(ask(rowsAddress(list, ids, whole), list));
    // What could not be loaded while the network was away.
    if (whole) for (const again of document.querySelectorAll("[data-again]")) again.click();
    const thread = document.querySelector("#thread[data-id]");
    if (thread && (whole || withAccounts || ids.includes(thread.dataset.id))) asked.push(ask(newsAddress(thread), thread));
    const customer = document.getElementById("customer");
    const orders = document.querySelector("#order-card");
    if (thread && customer?.dataset.of && (whole || withCustomer.has(thread.dataset.id)) && !isWritten(customer)) {
      asked.push(ask(customer.dataset.of, customer, "innerHTML"));
    } else if (thread && orders && (withAccounts || withOrders.has(thread.dataset.id))) {
      asked.push(ask(thread.dataset.orders, orders));
    }
    const home = document.getElementById("home");
    if (home) asked.push(ask(home.dataset.news, home, "innerHTML"));
    const connections = document.getElementById("connections");
    if (connections && withAccounts && !isBusy(connections)) asked.push(ask(connections.dataset.news, connections, "innerHTML"));
    if (!list && !home && (ids.length || whole)) asked.push(askCounts());
    const results = await Promise.all(asked);
    if (results.length) (results.every(Boolean) ? live.answered : live.unanswered)();
  }
}

// Somebody is typing a key: their words are not taken from under their hands.
function isBusy(place) {
  return place.contains(document.activeElement) || place.querySelector("details[open], .htmx-request");
}

// A tag or an order number half typed, a choice just opened: the pane is drawn anew a little later, by other news.
function isWritten(pane) {
  return pane.querySelector("input:focus, select:focus, .htmx-request") !== null;
}

function rowsAddress(list, ids, whole) {
  const query = new URLSearchParams(list.dataset.query);
  query.set("changed", whole ? "all" : ids.join(","));
  return `${document.getElementById("inbox").dataset.changes}?${query}`;
}

export function newsAddress(thread) {
  const query = new URLSearchParams({ news: "1", open: document.getElementById("desk")?.dataset.open ?? "" });
  if (thread.dataset.unreadFrom) query.set("unread_from", thread.dataset.unreadFrom);
  return `${thread.dataset.news}?${query}`;
}

function askCounts() {
  const address = document.body.dataset.counts;
  const target = document.querySelector(".rail");
  return address && target ? ask(address, target) : Promise.resolve(true);
}

// True when the server answered. Quiet: whoever did not ask is told by the banner alone.
async function ask(address, target, swap = "merge") {
  let answered = false;
  const note = ({ detail }) => {
    if (detail.pathInfo.requestPath === address) answered = detail.xhr.status > 0;
  };
  document.addEventListener("htmx:afterRequest", note);
  try {
    await htmx.ajax("GET", address, { target, swap, source: target, headers: { "X-Quiet": "1" } });
  } catch {
    answered = false;
  }
  document.removeEventListener("htmx:afterRequest", note);
  return answered;
}
