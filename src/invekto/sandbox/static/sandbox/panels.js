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
  for (const button of document.querySelectorAll(".key")) button.addEventListener("click", openAccount);
  find("asking").addEventListener("submit", ask);
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

const shopsOf = () => scene.business?.shops ?? [];

async function showOrders() {
  const shops = shopsOf();
  find("orders-panel").hidden = find("asking-panel").hidden = !shops.length;
  if (!shops.length) return;
  const whose = scene.phone + JSON.stringify(shops);
  if (shownFor !== whose) {
    find("orders").replaceChildren(); // nobody else's stay
    showShops(shops);
  }
  shownFor = whose;
  const asked = new URLSearchParams([["phone", scene.phone], ...shops.map((one) => ["shop", `${one.provider}:${one.account}`])]);
  const orders = await call(`page/orders?${asked}`);
  find("orders-none").hidden = orders.length > 0;
  find("orders").replaceChildren(...orders.map(orderRow));
}

function showShops(shops) {
  find("new-orders").replaceChildren(...shops.map((shop) => pill(`+ ${words(`shop-${shop.provider}`)}`, ({ currentTarget }) => placeOrder(currentTarget, shop))));
  find("asking-shop").replaceChildren(...shops.map((shop, place) => new Option(`${words(`shop-${shop.provider}`)} ${shop.account}`, place)));
}

function orderRow(order) {
  const row = find("order-row").content.cloneNode(true).firstElementChild;
  row.querySelector('[data-of="number"]').textContent = `${order.number} · ${words(`shop-${order.provider}`)}`;
  row.querySelector('[data-of="lines"]').textContent = order.lines;
  choose(row.querySelector('[data-of="order"]'), order.provider, order.status, (status) => moveOrder(order, status));
  const parcel = row.querySelector('[data-of="parcel"]');
  parcel.hidden = !(order.carrier && order.tracking);
  if (!parcel.hidden) choose(parcel, "parcel", order.parcel?.status ?? "", (status) => moveParcel(order, status));
  return row;
}

function choose(select, kind, value, act) {
  select.append(find(`moves-${kind}`).content.cloneNode(true));
  if (![...select.options].some((one) => one.value === value)) select.add(new Option(value, value));
  select.value = value;
  select.addEventListener("change", () => attempt(() => act(select.value)).then(() => look(showOrders)));
}

function moveOrder(order, status) {
  return call(`${order.provider}/orders/${encodeURIComponent(order.number)}`, { method: "PATCH", body: { account: order.account, status } });
}

// A parcel comes into being when it is first moved; it waits three days at a branch.
async function moveParcel(order, status) {
  if (!status) return;
  const body = order.city ? { status, city: order.city } : { status };
  if (status === "at_branch") {
    const { now } = await call("clock");
    body.last_day = new Date(Date.parse(now) + 3 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  }
  if (order.parcel) await call(`${order.carrier}/parcels/${encodeURIComponent(order.parcel.code)}`, { method: "PATCH", body });
  else await call(`${order.carrier}/parcels`, { method: "POST", body: { ...body, code: order.tracking, reference: order.tracking } });
}

function placeOrder(button, { provider, account }) {
  busy(button, async () => {
    const first = provider === "hepsiburada" ? 4001000000 : 1020300000;
    const number = String(first + Math.floor(Math.random() * 900000));
    const line = { name: words("product"), sku: "TSH-KRM-M", size: "M", quantity: 1, price: "249.90" };
    const status = provider === "hepsiburada" ? "Open" : "Created";
    const body = { account, number, phone: scene.phone, name: scene.person?.name || "Deniz Kaya", status, carrier: "aras", lines: [line] };
    await call(`${provider}/orders`, { method: "POST", body });
    await showOrders();
  });
}

function ask(event) {
  event.preventDefault();
  const shop = shopsOf()[find("asking-shop").value];
  busy(event.submitter, async () => {
    const body = { account: shop.account, customer: scene.person?.name || "Deniz Kaya", product: find("asking-product").value, text: find("asking-text").value };
    await call(`${shop.provider}/questions`, { method: "POST", body });
    find("asking-text").value = "";
    say(words("asked"));
  });
}

const OPEN_AT = { trendyol: "trendyol/sellers", hepsiburada: "hepsiburada/merchants", aras: "aras/accounts", yurtici: "yurtici/accounts" };

function openAccount({ currentTarget: button }) {
  busy(button, async () => {
    const { provider } = button.dataset;
    const account = String(100000 + Math.floor(Math.random() * 900000));
    const given = await call(OPEN_AT[provider], { method: "POST", body: provider === "hepsiburada" ? {} : { account } });
    const told = Object.entries(given).map(([name, value]) => `${name}: ${value}`).join("  ·  ");
    find("keys").prepend(element("li", "need", element("span", "need-words", element("strong", "", button.textContent.trim()), element("code", "given", told))));
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
