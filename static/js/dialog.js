// One dialog for pieces that are fetched into it; what has data-close closes the dialog it stands in, a click beside a dialog too.

const dialog = document.querySelector("#dialog");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== dialog) return;
  const heading = dialog.querySelector("h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent);
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[role=status] input, [autofocus]");
  first?.focus();
  first?.select?.();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  else if (event.target.matches("dialog.dialog[open], dialog.palette[open]")) event.target.close();
});
