// The open conversation became a colleague's, or nobody's any more, while it was open. The pane says so and keeps
// what was being written; the row goes.

export function startGone() {
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const id = detail.xhr.getResponseHeader("X-Gone");
    if (id) close(id);
  });
}

function close(id) {
  document.getElementById(`row-${id}`)?.remove();
  const thread = document.querySelector(`#thread[data-id="${id}"]`);
  if (!thread) return;
  const wasHere = thread.contains(document.activeElement);
  const draft = document.getElementById("words")?.value || sessionStorage.getItem(`draft:${id}`) || "";
  for (const name of ["data-id", "data-news", "data-read", "data-customer"]) thread.removeAttribute(name);
  thread.setAttribute("aria-labelledby", "gone-title");
  thread.replaceChildren(document.getElementById("thread-gone").content.cloneNode(true));
  document.getElementById("customer")?.replaceChildren();
  const kept = document.getElementById("kept");
  kept.dataset.draft = id;
  kept.hidden = !draft;
  kept.querySelector(".kept-words").textContent = draft;
  if (wasHere) document.getElementById("gone-title").focus();
}
