// A marketplace question's answer: how long it is while it is typed, what is offered for it, the draft that is kept.

const { htmx } = window;

export function startAsked() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("input", ({ target }) => target.id === "ask-words" && typed(target));
  document.addEventListener("click", ({ target }) => {
    const offer = target.closest("[data-ask-offer]");
    if (offer) fill(offer.dataset.askOffer);
  });
  document.addEventListener("htmx:afterSwap", restore);
  document.addEventListener("invekto:merged", ({ detail }) => {
    // A new desk: what was in the old one has been sent.
    if (detail.came.some((piece) => piece.id === "desk")) restore();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt?.id === "ask-form" && detail.successful) forget();
  });
  restore();
}

function words() {
  return document.getElementById("ask-words");
}

function key(field) {
  return `asked:${field.dataset.askWords}`;
}

function typed(field) {
  sessionStorage.setItem(key(field), field.value);
  count(field);
}

function count(field) {
  const place = document.getElementById("ask-count");
  if (!place) return;
  // As the server counts: characters, not the halves that some of them are kept in.
  const length = [...field.value.trim()].length;
  place.querySelector("[data-count]").textContent = length;
  const { shortest, longest } = place.dataset;
  place.classList.toggle("is-out", length > Number(longest) || (length > 0 && length < Number(shortest)));
}

function fill(text) {
  const field = words();
  if (!field) return;
  field.value = text;
  typed(field);
  field.focus();
  htmx.trigger(field, "ask-filled");
}

function restore() {
  const field = words();
  if (!field || field.dataset.restored) return;
  field.dataset.restored = "yes";
  const kept = sessionStorage.getItem(key(field));
  if (kept) field.value = kept;
  count(field);
}

function forget() {
  const open = document.querySelector("#thread[data-id]")?.dataset.id;
  if (open) sessionStorage.removeItem(`asked:${open}`);
}
