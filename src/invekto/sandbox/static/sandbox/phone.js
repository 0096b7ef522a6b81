// The customer's phone: bubbles, buttons, lists, templates, ticks, and the line one writes in.
import { attempt, call, element, icon, words } from "./control.js";

const EVERY = 700; // milliseconds between looks at what arrived
const LOOK_BACK = 30; // messages looked at again: their ticks move

const find = (id) => document.getElementById(id);
let scene;
let shown = new Map(); // n → [element, what it was drawn from]
let order = [];
let quoted = null;
let asking = false;

export function startPhone(thisScene) {
  scene = thisScene;
  scene.onChange(begin);
  find("write").addEventListener("submit", onSubmit);
  find("quote-drop").addEventListener("click", () => quote(null));
  for (const button of document.querySelectorAll("[data-send]")) {
    button.addEventListener("click", () => {
      find("attach").hidePopover();
      send({ [button.dataset.send]: true });
    });
  }
  find("attach").addEventListener("beforetoggle", placeAttach);
  setInterval(() => {
    if (!document.hidden) refresh().catch(() => {});
  }, EVERY);
}

// Above the button that opens it, inside the handset.
function placeAttach() {
  const menu = find("attach");
  const button = document.querySelector("[popovertarget=attach]").getBoundingClientRect();
  menu.style.left = `${button.left}px`;
  menu.style.bottom = `${innerHeight - button.top + 8}px`;
}

function begin() {
  const { business, person, phone } = scene;
  find("business-name").textContent = business?.name ?? "";
  find("face").textContent = (business?.name ?? "").slice(0, 1);
  find("person-name").textContent = [person?.name, person?.shown ?? phone].filter(Boolean).join(" · ");
  shown = new Map();
  order = [];
  quote(null);
  find("talk").replaceChildren();
  asking = false;
  attempt(refresh);
}

async function refresh() {
  if (asking || !scene.business) return;
  asking = true;
  const { phone, business } = scene;
  try {
    const after = order.length > LOOK_BACK ? order[order.length - LOOK_BACK] - 1 : 0;
    const messages = await call(`phones/${encodeURIComponent(phone)}/messages?after=${after}&mine=1`);
    if (phone === scene.phone && business === scene.business) draw(messages.filter((one) => one.tenant === business.slug), after);
  } finally {
    asking = false;
  }
}

function draw(messages, after) {
  const talk = find("talk");
  const atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
  const known = new Set(messages.map((one) => one.n));
  for (const n of order.filter((one) => one > after && !known.has(one))) {
    shown.get(n)[0].remove(); // the demo was reset, or a message withdrawn
    shown.delete(n);
  }
  let changed = false;
  messages.forEach((message, place) => {
    const drawnFrom = JSON.stringify(message);
    const before = shown.get(message.n);
    if (before?.[1] === drawnFrom) return;
    const bubble = draws(message, messages[place - 1] ?? previous(message.n));
    if (before) before[0].replaceWith(bubble);
    else talk.append(bubble);
    shown.set(message.n, [bubble, drawnFrom, message]);
    changed = true;
  });
  order = [...shown.keys()].sort((one, other) => one - other);
  if (!order.length) talk.replaceChildren(element("p", "talk-empty", words("empty")));
  else talk.querySelector(".talk-empty")?.remove();
  if (changed && atEnd) talk.scrollTop = talk.scrollHeight;
}

// The one above it, where it was drawn by an earlier look.
function previous(n) {
  const above = order.filter((one) => one < n).at(-1);
  return above === undefined ? undefined : shown.get(above)[2];
}

function day(at) {
  const shape = { day: "numeric", month: "long", weekday: "long", timeZone: scene.business.timezone };
  return new Date(at).toLocaleDateString(document.documentElement.lang, shape);
}

function draws(message, earlier) {
  const bubble = element("div", "talk-bubble");
  if (message.template) bubble.append(element("span", "talk-kind", icon("template"), words("template")));
  if (message.reply_to) bubble.append(quotedLine(message.reply_to));
  if (message.media) bubble.append(mediaLine(message));
  const text = message.text || (message.media ? "" : words(message.type) || words("other"));
  if (text) bubble.append(element("span", "talk-text", text));
  bubble.append(meta(message));
  const row = element("div", message.mine ? "talk-row is-mine" : "talk-row", bubble);
  row.dataset.wamid = message.id;
  const begins = !earlier || day(earlier.at) !== day(message.at);
  if (begins) row.prepend(element("span", "talk-day", day(message.at)));
  else if (earlier.mine === message.mine) row.classList.add("follows");
  if (!message.mine) {
    row.append(offers(message));
    bubble.append(acts(message));
  }
  return row;
}

function quotedLine(wamid) {
  const row = find("talk").querySelector(`[data-wamid="${CSS.escape(wamid)}"] .talk-text`);
  return element("span", "talk-quoted", row?.textContent ?? "…");
}

const MEDIA_ICONS = { image: "photo", audio: "microphone", document: "file-text", video: "player-play", sticker: "mood-smile" };

function mediaLine({ type, media }) {
  return element("span", "talk-media", icon(MEDIA_ICONS[type] ?? "file"), media.file_name || words(type) || words("other"));
}

function meta({ at, mine, status }) {
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: scene.business.timezone });
  const line = element("span", "talk-meta", time);
  if (mine) {
    const ticks = icon(status === "sent" ? "check" : "checks");
    if (status === "read") ticks.classList.add("is-read");
    line.append(ticks);
  }
  return line;
}

function offers({ buttons, list }) {
  const box = element("div", "talk-offers");
  for (const one of buttons ?? []) {
    const button = element("button", "talk-offer", one.title);
    button.type = "button";
    button.addEventListener("click", () => send({ button: one.id }));
    box.append(button);
  }
  if (list?.length) {
    const button = element("button", "talk-offer", icon("list"), words("list"));
    button.type = "button";
    button.addEventListener("click", () => openList(list));
    box.append(button);
  }
  return box;
}

function openList(rows) {
  find("choices-title").textContent = words("list");
  find("choices-rows").replaceChildren(
    ...rows.map((row) => {
      const button = element("button", "menu-item choice-row", element("span", "", element("strong", "", row.title), row.description ? element("small", "muted", row.description) : null));
      button.type = "button";
      button.addEventListener("click", () => {
        find("choices").close();
        send({ button: row.id });
      });
      return button;
    }),
  );
  find("choices").showModal();
}

// What a finger held on a bubble would offer.
function acts(message) {
  const box = element("span", "talk-acts");
  for (const emoji of ["👍", "❤️"]) {
    const button = element("button", "", emoji);
    button.type = "button";
    button.setAttribute("aria-label", emoji);
    button.addEventListener("click", () => send({ reaction: { message_id: message.id, emoji } }));
    box.append(button);
  }
  const reply = element("button", "", icon("arrow-back-up"));
  reply.type = "button";
  reply.setAttribute("aria-label", words("reply"));
  reply.addEventListener("click", () => quote(message));
  box.append(reply);
  return box;
}

function quote(message) {
  quoted = message;
  find("quote").hidden = !message;
  find("quote-words").textContent = message?.text ?? "";
  if (message) find("text").focus();
}

function onSubmit(event) {
  event.preventDefault();
  const field = find("text");
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  const body = quoted ? { text, reply_to: quoted.id } : { text };
  quote(null);
  send(body).then((sent) => {
    if (!sent && !field.value) field.value = text;
  });
}

export async function send(body) {
  const { business, phone, person } = scene;
  const whole = { to: business.slug, ...(person?.name ? { name: person.name } : {}), ...body };
  const sent = await attempt(() => call(`phones/${encodeURIComponent(phone)}/messages`, { method: "POST", body: whole }));
  await refresh().catch(() => {});
  const talk = find("talk");
  talk.scrollTop = talk.scrollHeight;
  return sent;
}
