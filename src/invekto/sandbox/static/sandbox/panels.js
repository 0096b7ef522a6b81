// The world around the phone: people, orders at the marketplace, the clock, faults, e-mails, and the way back.
import { attempt, call, element, say, words } from "./control.js";
import { send } from "./phone.js";

const EVERY = 2500; // milliseconds between looks at the clock, the faults and the e-mails

const find = (id) => document.getElementById(id);
let scene;
let write;
let shownFor = ""; // whose orders the list shows

export function startPanels(thisScene, writeAs) {
  scene = thisScene;
  write = writeAs;
  scene.onChange(() => {
    showPeople();
    showIdeas();
    look(showOrders);
  });
  for (const button of document.querySelectorAll("[data-advance]")) button.addEventListener("click", () => advance(button));
  for (const button of document.querySelectorAll(".fault")) button.addEventListener("click", () => fail(button));
  find("faults-clear").addEventListener("click", () => attempt(() => call("faults", { method: "DELETE" })).then(() => look(showFaults)));
  find("new-order").addEventListener("click", placeOrder);
  find("orders").addEventListener("change", moveOrder);
  find("reset").addEventListener("click", startOver);
  setInterval(() => {
    if (!document.hidden) lookAround();
  }, EVERY);
  lookAround();
}

function lookAround() {
  for (const part of [showClock, showFaults, showOutbox]) look(part);
}

// A look that fails is tried again by itself.
function look(part) {
  part().catch(() => {});
}

async function busy(button, work) {
  button.disabled = true;
  await attempt(work);
  button.disabled = false;
}

function pill(text, act, pressed) {
  const button = element("button", "person", text);
  button.type = "button";
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  button.addEventListener("click", act);
  return button;
}

function showPeople() {
  const people = scene.business?.people ?? [];
  find("people").replaceChildren(
    ...people.map((one) => pill(one.name || one.shown, () => write(one.phone), one.phone === scene.phone)),
  );
}

function showIdeas() {
  const ideas = words(`idea-${scene.business?.vertical}`).split("|").map((one) => one.trim()).filter(Boolean);
  find("ideas").replaceChildren(
    ...ideas.map((text) =>
      pill(text, () => {
        document.querySelector('.stage-views [data-view="phone"]').click();
        send({ text });
      }),
    ),
  );
}

async function showOrders() {
  const { account } = scene.business ?? {};
  find("orders-panel").hidden = !account;
  if (!account) return;
  if (shownFor !== scene.phone + account) find("orders").replaceChildren(); // nobody else's stay
  shownFor = scene.phone + account;
  const orders = await call(`page/orders?${new URLSearchParams({ account, phone: scene.phone })}`);
  find("orders-none").hidden = orders.length > 0;
  find("orders").replaceChildren(
    ...orders.map((order) => {
      const row = find("order-row").content.cloneNode(true).firstElementChild;
      row.querySelector('[data-of="number"]').textContent = order.number;
      row.querySelector('[data-of="lines"]').textContent = order.lines;
      const move = row.querySelector("select");
      move.dataset.number = order.number;
      if (![...move.options].some((one) => one.value === order.status)) move.add(new Option(order.status, order.status));
      move.value = order.status;
      return row;
    }),
  );
}

function moveOrder({ target }) {
  const { number } = target.dataset;
  const body = { account: scene.business.account, status: target.value };
  attempt(() => call(`trendyol/orders/${encodeURIComponent(number)}`, { method: "PATCH", body })).then(() => look(showOrders));
}

function placeOrder({ currentTarget: button }) {
  busy(button, async () => {
    const number = String(1020300000 + Math.floor(Math.random() * 900000));
    const line = { name: words("product"), sku: "TSH-KRM-M", size: "M", quantity: 1, price: "249.90" };
    const body = { account: scene.business.account, number, phone: scene.phone, name: scene.person?.name || "Deniz Kaya", status: "Created", lines: [line] };
    await call("trendyol/orders", { method: "POST", body });
    await showOrders();
  });
}

async function showClock() {
  const { now } = await call("clock");
  find("clock").dateTime = now;
  const shape = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: scene.business?.timezone };
  find("clock").textContent = new Date(now).toLocaleString(document.documentElement.lang, shape);
}

function advance(button) {
  busy(button, async () => {
    await call("clock", { method: "POST", body: { advance: button.dataset.advance } });
    await showClock();
  });
}

async function showFaults() {
  const waiting = await call("faults");
  for (const button of document.querySelectorAll(".fault")) {
    const { provider, kind } = button.dataset;
    const left = waiting.filter((one) => one.provider === provider && one.kind === kind).reduce((sum, one) => sum + one.remaining, 0);
    const count = button.querySelector(".fault-left");
    count.hidden = !left;
    count.textContent = `×${left}`;
    button.setAttribute("aria-pressed", String(left > 0));
  }
  find("faults-clear").hidden = !waiting.length;
}

function fail(button) {
  busy(button, async () => {
    await call("faults", { method: "POST", body: { provider: button.dataset.provider, kind: button.dataset.kind, times: 3 } });
    say(words("fault"));
    await showFaults();
  });
}

async function showOutbox() {
  const mails = (await call("outbox")).slice(-5).reverse();
  find("outbox-none").hidden = mails.length > 0;
  find("outbox").replaceChildren(
    ...mails.map((mail) =>
      element("li", "need", element("span", "need-words", element("strong", "one-line", mail.subject || mail.kind), element("span", "one-line muted", `${mail.to} · ${mail.body}`))),
    ),
  );
}

function startOver({ currentTarget: button }) {
  busy(button, async () => {
    await call("reset", { method: "POST", body: {} });
    say(words("reset"));
    write(scene.phone);
    lookAround();
  });
}
