// [data-copy]: what stands in it goes to the clipboard; [data-copied] is what the button then says for a while.

const SHOWN = 2000; // milliseconds

function select(words) {
  const range = document.createRange();
  range.selectNodeContents(words);
  const chosen = getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
}

async function copy(button) {
  const words = document.getElementById(button.dataset.copy);
  if (!words) return;
  try {
    await navigator.clipboard.writeText(words.textContent.trim());
  } catch {
    select(words); // no clipboard without TLS: marked, it is one key away
    return;
  }
  const label = button.querySelector("[data-label]");
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => {
    label.textContent = before;
  }, SHOWN);
}

export function startCopy() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
}
