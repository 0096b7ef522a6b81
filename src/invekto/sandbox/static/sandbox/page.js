// The phone, the clock and the switches: plain calls of the control API.
"use strict";

const find = (id) => document.getElementById(id);
let shown = "";
let asking = false;

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(`/sandbox/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || document.body.dataset.failed);
  return answer;
}

async function attempt(work) {
  try {
    find("problem").hidden = true;
    await work();
  } catch (error) {
    find("problem").textContent = error.message || document.body.dataset.failed;
    find("problem").hidden = false;
  }
}

const phone = () => encodeURIComponent(find("number").value.trim());
const say = (body) => attempt(async () => { await call(`phones/${phone()}/messages`, { to: find("tenant").value, ...body }); await refresh(); });

function bubble(message) {
  const box = document.createElement("div");
  box.className = message.mine ? "bubble mine" : "bubble";
  box.append(message.text || message.type);
  const offers = [...(message.buttons || []), ...(message.list || [])];
  if (offers.length && !message.mine) {
    const row = document.createElement("div");
    row.className = "choices";
    for (const offer of offers) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = offer.title;
      button.addEventListener("click", () => say({ button: offer.id }));
      row.append(button);
    }
    box.append(row);
  }
  const time = document.createElement("small");
  time.textContent = new Date(message.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  box.append(time);
  return box;
}

async function refresh() {
  if (asking) return;
  asking = true;
  try {
    const all = await call(`phones/${phone()}/messages?after=0&mine=1`);
    const messages = all.filter((message) => message.tenant === find("tenant").value);
    const state = JSON.stringify(messages);
    if (state !== shown) {
      shown = state;
      find("talk").replaceChildren(...messages.map(bubble));
      find("talk").scrollTop = find("talk").scrollHeight;
    }
    const clock = await call("clock");
    find("clock").textContent = new Date(clock.now).toLocaleString(document.documentElement.lang);
  } finally {
    asking = false;
  }
}

find("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("text").value.trim();
  if (!text) return;
  find("text").value = "";
  say({ text });
});
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => attempt(async () => { await call("clock", { advance: button.dataset.advance }); await refresh(); }));
}
for (const button of document.querySelectorAll("[data-provider]")) {
  button.addEventListener("click", () => attempt(async () => {
    await call("faults", { provider: button.dataset.provider, kind: button.dataset.kind, times: 3 });
    find("done").textContent = `${button.textContent} ×3`;
  }));
}
find("reset").addEventListener("click", () => attempt(async () => { await call("reset", {}); shown = ""; await refresh(); }));
find("tenant").addEventListener("change", () => attempt(refresh));
find("number").addEventListener("change", () => attempt(refresh));
attempt(refresh);
setInterval(() => { if (!document.hidden) refresh().catch(() => {}); }, 1000);
