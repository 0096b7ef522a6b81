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

// A part that loads by itself says so in its own place; what a person wrote stays, with a line above it; what else
// a person asked for is answered with a line below. Quiet questions are repeated by whoever asks them.
function fallBack({ target, requestConfig, xhr }, text) {
  if (requestConfig.headers["X-Quiet"] || xhr.getResponseHeader("X-Gone")) return; // gone.js says it
  const broken = requestConfig.verb === "get" && target?.id && document.getElementById(`${target.id}-broken`);
  const place = requestConfig.sent && document.getElementById("desk-problem");
  if (broken) {
    target.replaceChildren(broken.content.cloneNode(true));
    window.htmx.process(target);
  } else if (place) {
    place.replaceChildren(document.getElementById(unsent(xhr)).content.cloneNode(true));
    for (const link of place.querySelectorAll("[data-log-in-again]")) backHere(link);
  } else {
    const busy = xhr.getResponseHeader("X-Trouble") === "busy";
    say(document.getElementById(busy ? "toast-busy" : text)?.textContent ?? "");
  }
}

function unsent(xhr) {
  if (xhr.status === 403) return "unsent-session";
  if (xhr.getResponseHeader("X-Trouble") === "no-space") return "unsent-full";
  return xhr.status ? "unsent-failed" : "unsent-offline";
}

function backHere(link) {
  link.search = `?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export function showSessionOver() {
  const dialog = document.getElementById("session-over");
  if (!dialog || dialog.open) return;
  backHere(dialog.querySelector("[data-log-in-again]"));
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
