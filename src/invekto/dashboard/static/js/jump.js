// A line of a hand-over note leads to the message it comes from, also when that is further up than what is loaded.

const MOST_PAGES = 20;
const SHOWN = 1600; // milliseconds the message stands out

export function startJumps() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    if (!link) return;
    event.preventDefault();
    jump(link.dataset.jump);
  });
}

async function jump(id) {
  for (let page = 0; page < MOST_PAGES && !document.getElementById(id); page += 1) {
    if (!(await loadEarlier())) break;
  }
  const message = document.getElementById(id);
  if (!message) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  message.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  message.setAttribute("tabindex", "-1");
  message.focus({ preventScroll: true });
  message.classList.add("is-pointed");
  setTimeout(() => message.classList.remove("is-pointed"), SHOWN);
}

// False when there is nothing earlier, or it does not come.
function loadEarlier() {
  const earlier = document.querySelector("#earlier button");
  if (!earlier) return Promise.resolve(false);
  return new Promise((done) => {
    const ended = ({ detail }) => {
      if (!detail.pathInfo.requestPath.includes("before=")) return;
      document.removeEventListener("htmx:afterSettle", ended);
      document.removeEventListener("htmx:responseError", failed);
      document.removeEventListener("htmx:sendError", failed);
      done(true);
    };
    const failed = () => {
      document.removeEventListener("htmx:afterSettle", ended);
      done(false);
    };
    document.addEventListener("htmx:afterSettle", ended);
    document.addEventListener("htmx:responseError", failed, { once: true });
    document.addEventListener("htmx:sendError", failed, { once: true });
    earlier.click();
  });
}
