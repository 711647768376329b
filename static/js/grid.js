// The workbook: makes the open sheet a grid, moves between sheets, remembers the sheet in the address.

import { Bar } from "threeday/grid_bar";
import { Cells } from "threeday/grid_cells";
import { Rows } from "threeday/grid_rows";
import { Selection } from "threeday/grid_select";

const live = new WeakSet();

const begin = (book) => {
  live.add(book);
  const table = book.querySelector("table.cells");
  fields(book);
  book.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!table) return;
  book.classList.add("is-live");
  table.querySelector(".letters")?.setAttribute("aria-hidden", "true");
  table.setAttribute("aria-label", book.querySelector("[aria-selected='true']").textContent);
  const cells = book.dataset.rows ? new Rows(book, table, book.querySelector("[data-scroll]")) : new Cells(table);
  const selection = new Selection(table, cells, () => bar.show());
  const bar = new Bar(book, selection, cells);
  cells.drawn = () => {
    selection.paint();
    if (selection.active) bar.show();
  };
  table.addEventListener("grid:enter", () => enter(book, selection, cells));
  table.addEventListener("dblclick", () => enter(book, selection, cells));
  const first = Number(book.dataset.first ?? 0);
  if (first) selection.go(first + 2, 1);
  const named = new URL(window.location).searchParams.get("cell");
  if (named) {
    bar.name.value = named;
    book.querySelector("[data-place]").requestSubmit();
  }
};

// Enter opens the evidence of a number, follows a link, sorts by a header.
const enter = (book, selection, cells) => {
  const [row, col] = selection.active;
  const header = book.dataset.rows && row === 1 ? cells.element(1, col) : null;
  if (!header) return cells.content(row, col)?.link?.click();
  const query = new URLSearchParams(book.dataset.query);
  const next = { ascending: "down", descending: "" }[header.getAttribute("aria-sort")] ?? "up";
  query.delete("sort");
  query.delete("order");
  if (next) {
    query.set("sort", String(col));
    query.set("order", next);
  }
  return load(book, `${book.dataset.page}?${query}`, true);
};

const load = async (book, address, inGrid = false) => {
  await window.htmx.ajax("GET", address, { target: book, swap: "outerHTML" });
  if (inGrid) document.querySelector("[data-book] table.cells")?.focus({ preventScroll: true });
};

// The form shows the fields that fit the chosen column.
const fields = (book) => {
  const form = book.querySelector("[data-ask]");
  if (!form) return;
  const fit = () => {
    const kind = form.elements.column.selectedOptions[0]?.dataset.kind;
    form.querySelectorAll("[data-for]").forEach((label) => { label.hidden = !label.dataset.for.split(" ").includes(kind); });
    [form.elements.least, form.elements.most].forEach((field) => {
      field.type = kind === "date" ? "date" : "text";
      field.inputMode = kind === "number" ? "decimal" : "text";
    });
  };
  form.elements.column.addEventListener("change", fit);
  fit();
};

const turn = (book, by) => {
  const tabs = [...book.querySelectorAll(".sheet-tab")];
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  tabs[at + by]?.click();
};

// Arrow keys move along the tabs, Ctrl or Alt with Page Up and Page Down from anywhere in the workbook.
document.addEventListener("keydown", (event) => {
  const book = event.target.closest?.("[data-book]");
  const tab = event.target.closest?.(".sheet-tab");
  if (!book) return;
  if ((event.ctrlKey || event.altKey) && ["PageUp", "PageDown"].includes(event.key)) {
    event.preventDefault();
    turn(book, event.key === "PageUp" ? -1 : 1);
  } else if (tab) {
    const tabs = [...book.querySelectorAll(".sheet-tab")];
    const to = { ArrowRight: tabs.indexOf(tab) + 1, ArrowLeft: tabs.indexOf(tab) - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[to]?.focus();
  }
});

// A link on a sheet to another sheet of the workbook.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-book] a[data-sheet]");
  if (!link) return;
  event.preventDefault();
  [...link.closest("[data-book]").querySelectorAll(".sheet-tab")].find((tab) => tab.textContent === link.dataset.sheet)?.click();
});

// A sheet is a place: the address names it, and going back leads to the one before.
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-book] .sheet-tab");
  if (!tab || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const page = new URL(window.location);
  ["from", "cell", "formulas", "sort", "order", "fact"].forEach((key) => page.searchParams.delete(key));
  if (document.querySelector("[data-viewer][data-pane]")) page.searchParams.set("show", "workbook");
  page.searchParams.set("sheet", tab.dataset.sheetNumber);
  if (page.href !== window.location.href) history.pushState(null, "", page);
});

window.addEventListener("popstate", () => {
  const book = document.querySelector("[data-book]");
  const number = new URL(window.location).searchParams.get("sheet");
  const tab = book?.querySelector(`.sheet-tab[data-sheet-number="${CSS.escape(number ?? "")}"]:not([aria-selected="true"])`);
  if (tab) load(book, tab.getAttribute("hx-get"));
});

const all = () => document.querySelectorAll("[data-book]").forEach((book) => live.has(book) || begin(book));
document.body.addEventListener("htmx:load", all);
all();
