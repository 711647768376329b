// A button that copies what a field holds, and says so.

const SAID = 2000;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-from]");
  const field = button && document.querySelector(button.dataset.copyFrom);
  if (!field) return;
  field.select?.();
  const word = button.textContent;
  await navigator.clipboard.writeText(field.value ?? field.textContent);
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = word; }, SAID);
});
