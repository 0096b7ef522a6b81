// Rows that open: their state is told to screen readers that do not read it from the element itself.

export function startRows() {
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches?.("details[data-row]")) return;
      target.querySelector("summary").setAttribute("aria-expanded", String(target.open));
    },
    true, // it does not bubble
  );
}
