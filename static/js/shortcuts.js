// Single keys: "?" help, "/" search or request, n, and g followed by h, l, s or n. They can be switched off, and never act in a field.

const help = document.querySelector("#shortcuts");
const SOON = 1200; // milliseconds between g and what follows it
let before = 0;

// Whether a key is meant as a shortcut: nothing held, nothing being written or composed, no dialog open.
export const single = (event) => {
  if (!help || help.dataset.single !== "on" || event.defaultPrevented || event.isComposing || event.keyCode === 229) return false;
  if (event.metaKey || event.ctrlKey || event.altKey) return false;
  if (document.querySelector("dialog[open]")) return false;
  return !event.target.closest?.("input, textarea, select, [contenteditable], [role=grid], [role=application]");
};

const toField = () => {
  const field = document.querySelector("[data-search]") ?? document.querySelector("#request");
  field?.focus();
  return Boolean(field);
};

const go = (address) => {
  if (address) location.assign(address);
  return Boolean(address);
};

const toRequest = () => {
  const field = document.querySelector(".home #request");
  if (!field) return go(help.dataset.home);
  field.focus();
  return true;
};

const keys = {
  "?": () => help.showModal() ?? true,
  "/": toField,
  n: toRequest,
};

document.addEventListener("keydown", (event) => {
  if (!single(event)) return;
  const followed = event.timeStamp - before < SOON && before > 0;
  before = 0;
  if (followed && go(help.getAttribute(`data-g-${event.key}`))) event.preventDefault();
  else if (event.key === "g") before = event.timeStamp;
  else if (keys[event.key]?.()) event.preventDefault();
});

// A button that only scripts can serve is shown only with them.
document.querySelectorAll("[data-shortcuts]").forEach((button) => {
  button.hidden = !help;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts]")) help?.showModal();
});
