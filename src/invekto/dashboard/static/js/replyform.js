// The form of a canned reply: a field is put where the cursor stands.

let body = null; // the text that was written in last

document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.("[data-body]")) body = target;
});

document.addEventListener("click", ({ target }) => {
  const chip = target.closest("[data-put]");
  if (!chip) return;
  const field = body?.isConnected ? body : document.getElementById("body_tr");
  field.setRangeText(`{{${chip.dataset.put}}}`, field.selectionStart, field.selectionEnd, "end");
  field.focus();
});

// A form that came is for writing in; whoever uses the keyboard stands in its first field, or in the wrong one.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id !== "replies") return;
  const place = document.querySelector("#reply-form [aria-invalid]") ?? document.querySelector("#reply-form #code") ?? document.getElementById("undo");
  place?.focus();
});
