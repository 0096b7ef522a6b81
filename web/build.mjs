// Copies exactly what the pages use out of node_modules into the dashboard's static files.
// Plain copying, no bundler: what the browser gets is what the packages published.
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const finished = join(here, "../src/invekto/dashboard/static/vendor");
const target = join(modules, ".vendor"); // takes the place of the old one when it is complete

const FILES = {
  "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
  "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
  "htmx-ext-sse/dist/sse.min.js": "htmx-ext-sse.min.js",
  "@alpinejs/csp/dist/cdn.min.js": "alpine-csp.min.js",
  "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
};
const PACKAGES = [
  "@alpinejs/csp",
  "@fontsource-variable/inter",
  "@tabler/core",
  "@tabler/icons",
  "echarts",
  "htmx-ext-sse",
  "htmx.org",
];

await rm(target, { recursive: true, force: true });
await mkdir(join(target, "inter"), { recursive: true });
await Promise.all([copyFiles(), copyFont(), writeIcons(), writeLicences()]);
await rm(finished, { recursive: true, force: true });
await mkdir(dirname(finished), { recursive: true });
await rename(target, finished);

async function copyFiles() {
  for (const [source, name] of Object.entries(FILES)) {
    // Django's hashed file names would stumble over references to source maps that are not shipped.
    const text = await readFile(join(modules, source), "utf8");
    await writeFile(join(target, name), text.replace(/\n?(\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*)\s*$/, "\n"));
  }
}

// Every script of the font: the browser fetches only those whose letters are on the page (unicode-range).
async function copyFont() {
  const font = join(modules, "@fontsource-variable/inter");
  const css = (await readFile(join(font, "wght.css"), "utf8")).replaceAll("url(./files/", "url(./");
  for (const [, file] of css.matchAll(/url\(\.\/([\w-]+\.woff2)\)/g)) {
    await copyFile(join(font, "files", file), join(target, "inter", file));
  }
  await writeFile(join(target, "inter/inter.css"), css);
}

async function writeIcons() {
  const list = await readFile(join(here, "icons.txt"), "utf8");
  const names = list.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) fail(`web/icons.txt names "${twice}" twice.`);
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(
    join(target, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
  );
}

async function symbol(name) {
  let svg;
  try {
    svg = await readFile(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  } catch {
    fail(`web/icons.txt names "${name}", which @tabler/icons does not have.`);
  }
  const shapes = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .split("\n").map((line) => line.trim()).join("");
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
    `stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`
  );
}

async function writeLicences() {
  const texts = await Promise.all(PACKAGES.map(licence));
  await writeFile(join(target, "LICENCES.txt"), texts.join("\n\n"));
}

async function licence(name) {
  const folder = join(modules, name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), "utf8") : "";
  return `${name} ${version}${license ? ` (${license})` : ""}\n\n${text}`.trimEnd();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
