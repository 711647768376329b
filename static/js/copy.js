// A button with data-copy puts its text on the clipboard and says so, on itself and to a screen reader.

const SHOWN = 1800; // milliseconds
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

// Where the page is not served securely there is no clipboard to ask, only a selection to copy.
const copySelection = (text) => {
  const field = document.createElement("textarea");
  field.value = text;
  document.activeElement.after(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text);
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  const copied = await copy(button.dataset.copy);
  button.focus();
  if (!copied) return;
  const words = button.querySelector("span") ?? button;
  button.dataset.word ??= words.textContent;
  words.textContent = button.dataset.copied;
  said.textContent = button.dataset.copied;
  setTimeout(() => {
    words.textContent = button.dataset.word;
    said.textContent = "";
  }, SHOWN);
});
