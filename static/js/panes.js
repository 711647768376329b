// The panes: the divider moves by drag and by arrow keys; a file of an answer opens the pane on a small screen.

const divider = document.querySelector("[data-divider]");
const LEAST = 25;
const MOST = 70;

const setWidth = (percent) => {
  const width = Math.min(MOST, Math.max(LEAST, percent));
  document.documentElement.style.setProperty("--pane-width", `${width}%`);
  divider.setAttribute("aria-valuenow", String(Math.round(width)));
};

if (divider) {
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    document.body.classList.add("resizing");
  });
  divider.addEventListener("pointermove", (event) => {
    if (divider.hasPointerCapture(event.pointerId)) setWidth(100 - (100 * event.clientX) / window.innerWidth);
  });
  divider.addEventListener("lostpointercapture", () => document.body.classList.remove("resizing"));
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (!step) return;
    event.preventDefault();
    setWidth(Number(divider.getAttribute("aria-valuenow")) + step);
  });
}

document.addEventListener("click", (event) => {
  const files = document.querySelector("#show-files");
  if (files && event.target.closest("[data-opens-files]")) files.checked = true;
});
