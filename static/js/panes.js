// The panes: the divider moves by drag and by arrow keys; closing the evidence empties it; a number opens its pane on a small screen.

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

const close = () => {
  const evidence = document.querySelector("#evidence");
  if (!evidence?.childElementCount) return;
  evidence.replaceChildren();
  document.querySelectorAll(".answer [aria-current]").forEach((link) => link.removeAttribute("aria-current"));
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-empty]")) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

// A number of a preview opens its evidence beside it; without scripts its link leads to a page of its own.
document.addEventListener("click", (event) => {
  const fact = event.target.closest(".preview [data-fact]");
  const address = fact?.getAttribute("href") ?? fact?.closest(".files")?.dataset.evidence;
  if (!address || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const ref = fact.hasAttribute("href") ? "" : `?ref=${encodeURIComponent(fact.dataset.fact)}`;
  window.htmx.ajax("GET", address + ref, { target: "#evidence", swap: "innerHTML" });
});
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!event.target.matches(".answer a")) return;
  document.querySelectorAll(".answer [aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  event.target.setAttribute("aria-current", "true");
});
