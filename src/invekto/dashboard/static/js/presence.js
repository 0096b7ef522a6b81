// A person before an open page is at the desk. The page says so as long as somebody touches it.

const EVERY = 45_000; // milliseconds; agent_ai.presence.HEARTBEAT
const IDLE = 15 * 60_000; // milliseconds without a touch, after which nobody is taken to sit here

export function startPresence() {
  const address = document.body.dataset.presence;
  if (!address) return;
  let touched = Date.now();
  let said = 0;
  let over = false; // the session has ended: whoever logs in again gets a new page

  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"]) {
    addEventListener(kind, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => document.hidden || touch());
  setInterval(beat, EVERY);
  beat();

  function touch() {
    const was = touched;
    touched = Date.now();
    // Back after a long while: told at once, not at the next beat.
    if (touched - was > IDLE || touched - said > 2 * EVERY) beat();
  }

  async function beat() {
    if (over || Date.now() - touched > IDLE) return;
    said = Date.now();
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    try {
      const answer = await fetch(address, { method: "POST", headers, credentials: "same-origin" });
      over = answer.status === 401 || answer.status === 403;
    } catch {
      // No network: the next beat tries again.
    }
  }
}

// The team's page shows who comes and goes, unless somebody is just changing something there.
export function startTeam(live) {
  const team = document.getElementById("team");
  if (!team) return;
  live.onNews((kind) => {
    const busy = team.querySelector("details[open], .htmx-request") || team.contains(document.activeElement);
    if (busy || !["team", "reload", "poll", "clock", "conversation"].includes(kind)) return;
    window.htmx.ajax("GET", team.dataset.news, { target: "#team", swap: "innerHTML", headers: { "X-Quiet": "1" } });
  });
}
