// Calls of the control API, and what the page says when one fails.

export async function call(path, { method = "GET", body } = {}) {
  const options = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(`/sandbox/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.kind ? words(`wrong-${answer.kind}`) : answer.error || document.body.dataset.failed);
  return answer;
}

// Runs what a person asked for; trouble is said beside the phone.
export async function attempt(work) {
  const problem = document.getElementById("problem");
  problem.hidden = true;
  try {
    await work();
    return true;
  } catch (error) {
    problem.textContent = error instanceof TypeError ? document.body.dataset.failed : error.message;
    problem.hidden = false;
    return false;
  }
}

export function words(name) {
  const found = document.getElementById("texts").content.querySelector(`[data-of="${name}"]`);
  return found?.textContent ?? "";
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.sprite}#${name}`);
  svg.append(use);
  return svg;
}

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter(Boolean));
  return made;
}

export function say(line) {
  const place = document.getElementById("toasts");
  const toast = element("div", "toast-line", line);
  place.replaceChildren(toast);
  setTimeout(() => toast.remove(), 4000);
}
