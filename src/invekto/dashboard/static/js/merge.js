// hx-swap="merge": what came replaces what is there piece by piece, by id. What did not change is not touched,
// so that focus, scrolling, an open list of choices and a playing voice note survive.

const { htmx } = window;

htmx.defineExtension("merge", {
  isInlineSwap: (style) => style === "merge",
  handleSwap(style, target, fragment) {
    if (style !== "merge") return false;
    // Another thread, or another look at the list, came meanwhile: this answer is about what is gone.
    if (!target.isConnected) return [];
    const focused = document.activeElement?.closest?.("[id]");
    const came = [];
    for (const piece of [...fragment.children]) {
      const here = piece.id && document.getElementById(piece.id);
      if (!here) continue;
      if (piece.id === "messages") came.push(...mergeMessages(here, piece));
      else if (piece.id === "list") came.push(...mergeRows(here, piece));
      else if (here.outerHTML !== piece.outerHTML) {
        keepInnerOpen(here, piece);
        here.replaceWith(piece);
        came.push(piece);
      }
    }
    // htmx would make them work 20 ms later; a key pressed in between would be lost.
    for (const piece of came) if (piece.isConnected) htmx.process(piece);
    // What came in the place of the focused thing has its id.
    if (focused && !focused.isConnected) document.getElementById(focused.id)?.focus();
    document.dispatchEvent(new CustomEvent("invekto:merged", { detail: { target, came } }));
    return came;
  },
});

// Whoever asked may be merged away before the answer comes, by news of the very thing that was asked for. Such an
// element has no <body> above it any more that names this extension, and the answer would replace the whole pane.
document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.elt.setAttribute("hx-ext", "merge"));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt !== document.body) detail.elt.removeAttribute("hx-ext");
});

// The newest messages as they are now. Everything from the first of them on gives way to what came.
function mergeMessages(here, piece) {
  const items = [...piece.children].filter((item) => item.id && item.id !== "earlier");
  const pending = document.getElementById("m-pending");
  pending?.remove();
  if (piece.dataset.note === "no") document.getElementById("handoff")?.remove();
  const known = items.findIndex((item) => document.getElementById(item.id)?.parentElement === here);
  if (known < 0) {
    // Longer away than the piece reaches back: begin anew with it.
    here.replaceChildren(...piece.children);
    return [...here.children];
  }
  const came = [];
  let before = null;
  const start = document.getElementById(items[known].id);
  const old = [];
  for (let node = start; node; node = node.nextElementSibling) old.push(node);
  before = start.previousElementSibling;
  for (const item of items) {
    const same = document.getElementById(item.id);
    if (same && same.parentElement === here && looksLike(same, item)) {
      place(here, same, before);
      before = same;
    } else {
      keepOpen(same, item);
      same?.remove();
      place(here, item, before);
      before = item;
      came.push(item);
    }
  }
  const kept = new Set(items.map((item) => item.id));
  for (const node of old) if (!kept.has(node.id)) node.remove();
  return came;
}

function place(here, item, before) {
  const next = before ? before.nextElementSibling : here.firstElementChild;
  if (next !== item) here.insertBefore(item, next);
}

function looksLike(same, item) {
  return settled(same) === settled(item);
}

// Times that count and boxes a person opened are no difference.
function settled(node) {
  const copy = node.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.textContent = "";
  for (const box of [copy, ...copy.querySelectorAll("details")]) box.removeAttribute("open");
  return copy.outerHTML.replace(/ class="htmx-[^"]*"/g, "");
}

function keepOpen(same, item) {
  if (same?.nodeName === "DETAILS" && item.nodeName === "DETAILS") item.open = same.open;
}

// What a person unfolded inside a piece stays unfolded when the piece comes anew.
function keepInnerOpen(here, piece) {
  const was = here.querySelectorAll("details");
  const is = piece.querySelectorAll("details");
  if (was.length === is.length) is.forEach((box, place) => (box.open = was[place].open));
}

// Rows that changed, each put where its key belongs; or, when the whole first page came, all of it.
function mergeRows(here, piece) {
  if (piece.dataset.query !== here.dataset.query) return []; // of another look at the list
  const rows = [...piece.querySelectorAll(":scope > .row-link")];
  const open = document.querySelector("#thread[data-id]")?.dataset.id;
  for (const row of rows) if (row.dataset.id === open) row.setAttribute("aria-current", "true");
  const whole = piece.dataset.whole === "yes";
  if (whole) {
    here.replaceChildren(...piece.children);
  } else {
    const asked = (piece.dataset.asked ?? "").split(",").filter(Boolean);
    for (const id of asked) document.getElementById(`row-${id}`)?.remove();
    for (const row of rows) insertRow(here, row);
    if (here.querySelector(".row-link")) document.getElementById("rows-void")?.remove();
    else if (!here.children.length) here.replaceChildren(...piece.querySelectorAll("#rows-void"));
  }
  return rows.filter((row) => row.isConnected);
}

function insertRow(here, row) {
  const up = here.dataset.sort === "up";
  const next = [...here.querySelectorAll(":scope > .row-link")].find((other) =>
    up ? other.dataset.key > row.dataset.key : other.dataset.key < row.dataset.key,
  );
  if (next) next.before(row);
  else {
    const more = document.getElementById("rows-more");
    // Beyond the last loaded row: it comes with the next page.
    if (!more) here.append(row);
  }
}
