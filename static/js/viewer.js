// The viewer's frame: the pane alone, tabs in the browser's history, a chart of a slide over the page.

import { address } from "threeday/slides";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-expand]");
  if (button) document.body.classList.toggle("pane-alone");
  sayExpanded();
});

const sayExpanded = () => document.querySelectorAll("[data-expand]").forEach((button) => {
  button.setAttribute("aria-pressed", String(document.body.classList.contains("pane-alone")));
});

// A tab is a place: going back leads to the one before.
document.addEventListener("click", (event) => {
  const tab = event.target.closest("a.tab:not([aria-current])");
  if (tab && !event.metaKey && !event.ctrlKey && !event.shiftKey) history.pushState(null, "", tab.href);
});
const settle = () => {
  sayExpanded();
  const tab = document.querySelector(".tab[aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;
};
document.body.addEventListener("htmx:load", settle);
settle();

window.addEventListener("popstate", () => {
  const pane = document.querySelector("[data-viewer][data-pane]");
  const wanted = new URL(window.location).searchParams;
  const tabs = pane ? [...pane.querySelectorAll("a.tab")] : [];
  const kind = wanted.get("show") ?? tabs[0]?.id.replace("tab-", "");
  if (kind && pane?.querySelector(`#tab-${CSS.escape(kind)}:not([aria-current])`)) {
    const slide = wanted.get("slide") ? `&slide=${encodeURIComponent(wanted.get("slide"))}` : "";
    window.htmx.ajax("GET", `${pane.dataset.pane}?show=${encodeURIComponent(kind)}${slide}`, { target: "#files", swap: "outerHTML" });
  } else if (kind === "deck" && document.querySelector("[data-slides]")) address(document.querySelector("[data-slides]")); // the slide stays
});

document.addEventListener("click", async (event) => {
  const dialog = document.querySelector("#chart-dialog");
  const link = event.target.closest(".chart-open");
  if (link && dialog && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    await window.htmx.ajax("GET", link.getAttribute("href"), { target: "#chart-dialog", swap: "innerHTML" });
    dialog.showModal();
  } else if (event.target === dialog || event.target.closest(".chart-dialog [data-fact]")) dialog.close(); // the evidence opens behind it
});
