// The rows of a data sheet: only those in sight stand in the page; the others are fetched in pages as they are scrolled to.
// Row 1 is the header. A row's place and its number in the file differ where the sheet is sorted or filtered.

import { line, pad } from "threeday/grid_lines";

const PAGE = 200;
const MOST_PAGES = 60;
const OVER = 16; // rows above and below those in sight
const PATIENCE = 60; // milliseconds: rows that are scrolled past are not fetched

export class Rows {
  constructor(book, table, scroller) {
    Object.assign(this, { book, table, scroller });
    this.total = Number(book.dataset.total);
    this.columns = table.querySelectorAll("col").length - 1;
    this.body = table.tBodies[0];
    this.head = table.querySelector("tr.header");
    this.height = this.body.rows[0]?.offsetHeight || 29;
    this.pages = new Map();
    this.asked = new Map();
    this.drawn = () => {};
    this.first = 1;
    table.ariaRowCount = String(this.total + 1);
    this.head.ariaRowIndex = "1";
    [...this.head.cells].slice(1).forEach((cell, at) => { cell.ariaColIndex = String(at + 1); });
    this.body.replaceChildren(pad(this.columns), pad(this.columns));
    scroller.addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(scroller);
    this.draw();
  }

  get last() { return this.total + 1; }

  get page() { return Math.max(1, Math.floor((this.scroller.clientHeight - this.table.tHead.offsetHeight) / this.height) - 1); }

  #later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const first = Math.floor(this.scroller.scrollTop / this.height);
      const last = Math.min(this.total, first + Math.ceil(this.scroller.clientHeight / this.height));
      if (first < this.top || last > this.top + this.count) this.draw();
    });
  }

  draw() {
    const sight = Math.ceil(this.scroller.clientHeight / this.height);
    const top = Math.max(0, Math.min(Math.floor(this.scroller.scrollTop / this.height) - OVER, this.total - sight - OVER));
    const count = Math.min(sight + 2 * OVER, this.total - top);
    while (this.body.rows.length - 2 < count) this.body.lastElementChild.before(line(this.columns));
    while (this.body.rows.length - 2 > count) this.body.rows[1].remove();
    this.#shift(top - this.top, count);
    this.body.firstElementChild.style.setProperty("--pad", `${top * this.height}px`);
    this.body.lastElementChild.style.setProperty("--pad", `${(this.total - top - count) * this.height}px`);
    for (let at = 0; at < count; at += 1) this.#fill(this.body.rows[at + 1], top + at);
    this.top = top;
    this.count = count;
    this.#want(top, count);
    this.drawn();
  }

  // Lines that stay in sight keep their cells.
  #shift(by, count) {
    for (let left = Math.abs(by) < count ? Math.abs(by) : 0; left > 0; left -= 1) {
      if (by > 0) this.body.lastElementChild.before(this.body.rows[1]);
      else this.body.firstElementChild.after(this.body.rows[count]);
    }
  }

  #fill(line, at) {
    const row = this.row(at);
    if (line.at === at && line.filled === row) return;
    Object.assign(line, { at, filled: row, ariaRowIndex: String(at + 2) });
    line.classList.toggle("waiting", !row);
    line.cells[0].textContent = row ? row[0] : "…";
    for (let col = 1; col <= this.columns; col += 1) {
      const shown = row?.[1][col - 1] ?? "";
      const number = Array.isArray(shown);
      Object.assign(line.cells[col], { id: `r${at + 2}c${col}`, textContent: number ? shown[0] : shown, className: number ? "num" : "" });
    }
  }

  row(at) { return this.pages.get(Math.floor(at / PAGE))?.[at % PAGE]; }

  #want(top, count) {
    clearTimeout(this.timer);
    const wanted = [...new Set([Math.floor(top / PAGE), Math.floor((top + Math.max(0, count - 1)) / PAGE)])].filter((page) => !this.pages.has(page));
    if (wanted.length) this.timer = setTimeout(() => wanted.forEach((page) => this.fetch(page)), this.pages.size ? PATIENCE : 0);
  }

  // A page of rows, once. Rejects where it did not arrive.
  fetch(page) {
    if (this.pages.has(page)) return Promise.resolve();
    if (!this.asked.has(page)) this.asked.set(page, this.#fetched(page).finally(() => this.asked.delete(page)));
    return this.asked.get(page);
  }

  async #fetched(page) {
    try {
      const answer = await fetch(`${this.book.dataset.rows}?from=${page * PAGE}&${this.book.dataset.query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      this.pages.set(page, (await answer.json()).rows);
      if (this.pages.size > MOST_PAGES) this.pages.delete(this.pages.keys().next().value);
      if (this.body.isConnected) this.draw();
    } catch {
      this.book.dispatchEvent(new CustomEvent("grid:lost"));
    }
  }

  element(row, col) {
    if (row === 1) return this.head.cells[col] ?? null;
    return this.body.rows[row - 1 - this.top]?.cells[col] ?? null;
  }

  content(row, col) {
    if (row === 1) return { text: this.head.cells[col].textContent, value: null, formula: "", link: null };
    const shown = this.row(row - 2)?.[1][col - 1];
    if (shown === undefined) return null;
    return { text: Array.isArray(shown) ? shown[0] : shown, value: Array.isArray(shown) ? shown[1] : null, formula: "", link: null };
  }

  reveal(row, col) {
    const head = this.table.tHead.offsetHeight;
    const top = (row - 2) * this.height;
    const room = this.scroller.clientHeight - head - this.height;
    if (row > 1 && top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (row > 1 && top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
    this.draw();
    this.#sideways(this.head.cells[col], col);
  }

  // The first column and the row numbers stay: other cells must stand right of them.
  #sideways(cell, col) {
    const room = this.scroller.clientWidth - cell.offsetWidth;
    const fixed = this.head.cells[0].offsetWidth + this.head.cells[1].offsetWidth;
    if (col === 1) this.scroller.scrollLeft = 0;
    else this.scroller.scrollLeft = Math.max(cell.offsetLeft - room, Math.min(this.scroller.scrollLeft, cell.offsetLeft - fixed));
  }

  place(cell) {
    const line = cell.closest("tr");
    return line.classList.contains("pad") || cell.cellIndex < 1 ? null : [Number(line.getAttribute("aria-rowindex")), cell.cellIndex];
  }

  label(row) { return this.row(row - 2)?.[0] ?? row; }
}
