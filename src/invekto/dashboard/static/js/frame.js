// The rail that folds, dialogs that open, the log-in page's demo people.

export function startFrame() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-show]");
    if (opener) open(opener);
    if (event.target.closest("[data-rail-fold]")) fold();
    const person = event.target.closest("[data-fill-email]");
    if (person) fill(person.dataset);
    // A click beside a dialog closes it.
    if (event.target.nodeName === "DIALOG") event.target.close();
  });
  // Not at the click: htmx forgets which button was pressed when it loses the focus.
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt.dataset.closes !== undefined) detail.elt.closest("dialog")?.close();
  });
}

function open(opener) {
  const dialog = document.getElementById(opener.dataset.show);
  if (!dialog) return;
  dialog.showModal();
  // The browser gives the focus back to the opener, unless live news replaced it meanwhile.
  dialog.addEventListener(
    "close",
    () => {
      if (document.activeElement === document.body && opener.id) document.getElementById(opener.id)?.focus();
    },
    { once: true },
  );
}

function fold() {
  const root = document.documentElement;
  const narrow = root.dataset.rail === "narrow";
  if (narrow) delete root.dataset.rail;
  else root.dataset.rail = "narrow";
  try {
    localStorage.setItem("rail", narrow ? "wide" : "narrow");
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
}

function fill({ fillEmail, fillPassword }) {
  document.getElementById("email").value = fillEmail;
  document.getElementById("password").value = fillPassword;
  document.querySelector(".door-fields button[type=submit]").focus();
}
