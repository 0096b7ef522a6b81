// The sandbox's page: who writes to whom; the phone and the panels beside it.
import { startPanels } from "./panels.js";
import { startPhone } from "./phone.js";

const businesses = JSON.parse(document.getElementById("businesses").textContent);
const business = document.getElementById("business");
const number = document.getElementById("number");
const watchers = [];

export const scene = {
  get business() {
    return businesses.find((one) => one.slug === business.value) ?? businesses[0];
  },
  get phone() {
    return number.value.trim();
  },
  get person() {
    return this.business?.people.find((one) => one.phone === this.phone);
  },
  // Told when somebody else writes, or to somebody else.
  onChange: (watcher) => watchers.push(watcher),
};

for (const one of businesses) business.add(new Option(one.name, one.slug));
business.addEventListener("change", () => {
  const known = scene.business.people.some((one) => one.phone === scene.phone);
  if (!known && scene.business.people.length) number.value = scene.business.people[0].phone;
  changed();
});
number.addEventListener("change", changed);

document.querySelector(".stage-views").addEventListener("click", ({ target }) => {
  const wanted = target.closest("[data-view]");
  if (!wanted) return;
  document.getElementById("stage").dataset.view = wanted.dataset.view;
  for (const one of wanted.parentElement.children) one.setAttribute("aria-pressed", String(one === wanted));
});

export function write(phone) {
  number.value = phone;
  changed();
}

function changed() {
  document.getElementById("problem").hidden = true;
  for (const watcher of watchers) watcher();
}

startPhone(scene);
startPanels(scene, write);
changed();
