// What every request has in common: a session that ended, a server that failed, a network that went.

export function startRequests() {
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 401) showSessionOver();
    else fallBack(detail, "toast-failed");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, ({ detail }) => fallBack(detail, "toast-no-network"));
  }
}

// A part that loads by itself says so in its own place; what a person asked for is answered with a line below.
function fallBack(detail, text) {
  const target = detail.target;
  const broken = target?.id && document.getElementById(`${target.id}-broken`);
  if (broken) {
    target.replaceChildren(broken.content.cloneNode(true));
    window.htmx.process(target);
  } else if (!detail.requestConfig?.headers?.["X-Quiet"]) {
    say(document.getElementById(text)?.textContent ?? "");
  }
}

export function showSessionOver() {
  const dialog = document.getElementById("session-over");
  if (!dialog || dialog.open) return;
  dialog.querySelector("[data-log-in-again]").search = `?next=${encodeURIComponent(location.pathname + location.search)}`;
  dialog.showModal();
}

export function say(words) {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
  const line = document.createElement("div");
  line.className = "toast-line";
  line.textContent = words;
  place.replaceChildren(line);
  setTimeout(() => line.remove(), 6000);
}
