// Desktop notices for those who look elsewhere. The server says what there is to tell, and to whom; this asks for the
// browser's permission only when it is clicked for, and makes no sound unless that was chosen.

const GATHER = 400; // milliseconds; news comes in swarms
const AT_MOST_EVERY = 2000; // milliseconds between two questions
const REMEMBERED = 200;

const seen = [];
let since = null;
let waiting = null;
let asked = 0;

export function startNotices(live) {
  document.addEventListener("click", async ({ target }) => {
    if (!target.closest("[data-ask-permission]")) return;
    await window.Notification?.requestPermission();
    showPermission();
    void ask();
  });
  document.addEventListener("htmx:afterSwap", showPermission);
  if (!document.body.dataset.notices) return;
  if (isAllowed()) void ask();
  live.onNews((kind) => {
    if (!isAllowed() || !["conversation", "mention", "question", "reload", "poll"].includes(kind)) return;
    waiting ??= setTimeout(ask, Math.max(GATHER, asked + AT_MOST_EVERY - Date.now()));
  });
}

function isAllowed() {
  return window.Notification?.permission === "granted";
}

function showPermission() {
  const permission = window.Notification?.permission ?? "denied";
  for (const line of document.querySelectorAll("#notices [data-permission]")) line.hidden = line.dataset.permission !== permission;
}

async function ask() {
  waiting = null;
  asked = Date.now();
  const query = since === null ? "" : `?since=${since}`;
  try {
    const response = await fetch(document.body.dataset.notices + query);
    if (!response.ok) return;
    const answer = await response.json();
    since = answer.now;
    for (const one of answer.notices.reverse()) tell(one, answer.sound);
  } catch {
    // The stream comes back and asks again; nothing is lost, since is where it was.
  }
}

function tell({ key, title, body, url, conversation }, sound) {
  if (seen.includes(key)) return;
  seen.push(key);
  if (seen.length > REMEMBERED) seen.shift();
  const looksAtIt = !document.hidden && document.hasFocus();
  if (looksAtIt && document.querySelector("#thread[data-id]")?.dataset.id === conversation) return;
  const notice = new Notification(title, { body, tag: key, silent: !sound, icon: "/static/img/mark.svg" });
  notice.addEventListener("click", () => {
    window.focus();
    notice.close();
    location.href = url;
  });
}
