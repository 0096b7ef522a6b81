// Files to send: chosen, dropped or pasted, looked at first, and sent one after the other with the words below the
// first of them. What could not be sent stays in its place.

const { htmx } = window;
const MB = 1024 * 1024;
const KINDS = {
  "image/jpeg": "image",
  "image/png": "image",
  "video/mp4": "video",
  "video/3gpp": "video",
  "audio/aac": "audio",
  "audio/amr": "audio",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/x-m4a": "audio",
  "audio/ogg": "audio",
};
const DOCUMENTS = /\.(pdf|docx?|xlsx?|pptx?|txt|csv)$/i;

let files = []; // { file, name (of this submission), element }
let of = null; // the thread they are for
let busy = false;

export function startUploads() {
  if (!document.getElementById("inbox")) return;
  document.addEventListener("click", onClick);
  document.addEventListener("change", ({ target }) => {
    if (target.id !== "files") return;
    add([...target.files]);
    target.value = "";
  });
  document.addEventListener("paste", (event) => {
    if (!event.target.closest?.("#composer") || !event.clipboardData?.files.length) return;
    event.preventDefault();
    add([...event.clipboardData.files]);
  });
  for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, onDrag);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:xhr:progress", onProgress);
  document.addEventListener("invekto:merged", redraw);
  document.addEventListener("htmx:afterSwap", redraw);
  document.addEventListener("htmx:confirm", hold);
}

function tray() {
  return document.getElementById("tray");
}

function onClick({ target }) {
  if (target.closest("[data-attach]")) document.getElementById("files").click();
  const remove = target.closest(".tray-remove");
  if (remove) {
    files = files.filter((one) => one.name !== remove.dataset.name);
    redraw();
    document.getElementById("words")?.focus();
  }
}

function onDrag(event) {
  const pane = event.target.closest?.("#thread");
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  const over = event.type === "dragover" && pane && tray();
  document.getElementById("thread")?.classList.toggle("is-dropping", Boolean(over));
  if (event.type === "drop" && pane && tray()) add([...event.dataTransfer.files]);
}

function add(chosen) {
  const place = tray();
  if (!place) return;
  of = document.getElementById("thread").dataset.id;
  const troubles = [];
  for (const file of chosen) {
    const trouble = troubleOf(file, place.dataset);
    if (trouble) troubles.push(trouble);
    else files.push({ file, of, name: newName() });
  }
  redraw();
  tell(troubles.join(" "));
  document.getElementById("words")?.focus();
}

function troubleOf(file, texts) {
  const fill = (words, most = "") => words.replace("{name}", file.name).replace("{most}", most);
  if (!file.size) return fill(texts.textEmpty);
  if (file.type === "image/webp") return fill(texts.textWebp);
  const kind = KINDS[file.type] ?? (DOCUMENTS.test(file.name) ? "document" : null);
  if (!kind) return fill(texts.textKind);
  const most = JSON.parse(texts.limits)[kind];
  return file.size > most ? fill(texts.textLarge, String(most / MB)) : "";
}

function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Another thread, or a desk that was drawn anew: the files are shown where they belong, and nowhere else.
function redraw() {
  const place = tray();
  if (!place) return;
  const here = document.getElementById("thread").dataset.id;
  const mine = files.filter((one) => one.of === here);
  const list = place.querySelector(".tray-files");
  const shown = [...list.children].map((item) => item.dataset.name).join();
  place.hidden = !mine.length && !place.querySelector(".tray-trouble").textContent;
  if (shown === mine.map((one) => one.name).join()) return;
  list.replaceChildren(...mine.map(drawn));
}

function drawn({ file, name }) {
  const item = document.createElement("li");
  item.className = "tray-file";
  item.dataset.name = name;
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    const reader = new FileReader();
    reader.onload = () => (picture.src = reader.result);
    reader.readAsDataURL(file);
    item.append(picture);
  }
  const words = document.createElement("span");
  words.className = "one-line";
  words.textContent = file.name;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "tray-remove";
  remove.dataset.name = name;
  remove.ariaLabel = tray().dataset.textRemove.replace("{name}", file.name);
  remove.textContent = "×";
  item.append(words, remove);
  return item;
}

function tell(words) {
  const place = tray()?.querySelector(".tray-trouble");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
  redraw();
}

// Before htmx hears of it: with files in the tray the composer sends those, and the words with the first of them.
function onSubmit(event) {
  const here = document.getElementById("thread")?.dataset.id;
  if (event.target.id !== "composer" || !files.some((one) => one.of === here)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!busy) void sendAll(here);
}

function hold(event) {
  if (event.detail.elt.id === "composer" && busy) event.preventDefault();
}

async function sendAll(here) {
  busy = true;
  tell("");
  const send = document.getElementById("send");
  if (send) send.disabled = true;
  try {
    while (true) {
      const next = files.find((one) => one.of === here);
      if (!next || document.getElementById("thread")?.dataset.id !== here) break;
      if (!(await sent(next))) break;
      files = files.filter((one) => one !== next);
      redraw();
    }
  } finally {
    busy = false;
    const button = document.getElementById("send");
    if (button) button.disabled = false;
  }
  // A voice note takes no words: those are a message of their own.
  const words = document.getElementById("words");
  if (words?.value.trim() && !files.some((one) => one.of === here) && !tray()?.querySelector(".tray-trouble").textContent) {
    words.form.requestSubmit(document.getElementById("send"));
  }
}

async function sent({ file, name }) {
  const words = document.getElementById("words");
  const text = (KINDS[file.type] ?? "document") === "audio" ? "" : (words?.value.trim() ?? "");
  let status = 0;
  let problem = "";
  const note = ({ detail }) => {
    if (detail.elt?.id !== "tray") return;
    ({ status } = detail.xhr);
    if (status === 422) problem = new DOMParser().parseFromString(detail.xhr.responseText, "text/html").getElementById("desk-problem")?.textContent.trim() ?? "";
  };
  document.addEventListener("htmx:afterRequest", note);
  try {
    await htmx.ajax("POST", tray().dataset.url, {
      source: "#tray",
      target: "#thread",
      swap: "merge",
      headers: { "X-Quiet": "1" },
      values: { file, text, draft: name, open: document.getElementById("desk")?.dataset.open ?? "" },
    });
  } catch {
    status = 0;
  }
  document.removeEventListener("htmx:afterRequest", note);
  if (status >= 200 && status < 300) {
    const box = document.getElementById("words");
    if (box && text && box.value.trim() === text) {
      box.value = "";
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    return true;
  }
  tell(problem || (tray()?.dataset.textLost ?? ""));
  return false;
}

function onProgress({ detail, target }) {
  if (target.id !== "tray" || !detail.lengthComputable) return;
  const item = target.querySelector(".tray-file");
  if (!item) return;
  const bar = item.querySelector("progress") ?? item.insertBefore(document.createElement("progress"), item.lastElementChild);
  bar.ariaLabel = tray().dataset.textSending;
  bar.max = detail.total;
  bar.value = detail.loaded;
}
