// Above and below a sheet: the name of the cell, its formula, the way to its evidence; what the selected cells add up to; copying them.

import { name, place } from "threeday/grid_cells";

const MOST_COPIED = 5000;
const PAGE = 200;

export class Bar {
  constructor(book, selection, cells) {
    Object.assign(this, { book, selection, cells });
    this.name = book.querySelector("[data-place] input");
    this.formula = book.querySelector("[data-formula]");
    this.evidence = book.querySelector("[data-evidence-link]");
    this.status = book.querySelector("[data-status]");
    this.said = this.status.textContent;
    this.plain = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
    book.querySelector("[data-place]").addEventListener("submit", (event) => this.#goTo(event));
    selection.table.addEventListener("copy", (event) => this.#copy(event));
    book.addEventListener("grid:lost", () => this.say(book.dataset.sayLost));
  }

  say(words) {
    this.status.textContent = words;
  }

  show() {
    const [row, col] = this.selection.active;
    const found = this.cells.content(row, col);
    const named = name(this.cells.label(row), col);
    if (document.activeElement !== this.name) this.name.value = named;
    this.formula.textContent = found?.formula ? `=${found.formula}` : found?.value !== null && found ? String(found.value) : found?.text ?? "…";
    this.formula.classList.toggle("is-formula", Boolean(found?.formula));
    this.#evidence(found?.link);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#sum(), 120);
  }

  #evidence(link) {
    const address = link?.classList.contains("fact") ? link.getAttribute("href") : "";
    this.evidence.hidden = !address;
    if (address) this.evidence.setAttribute("href", address);
  }

  async #sum() {
    const { top, bottom, left, right } = this.selection.range;
    if (top === bottom && left === right) return this.say(this.said);
    const found = this.#here(top, bottom, left, right) ?? (await this.#asked(top, bottom, left, right));
    const { sayCells, saySum, sayAverage, sayNumbers } = this.book.dataset;
    const words = [`${sayCells}: ${this.plain.format(found.filled)}`];
    if (found.numbers) {
      words.unshift(`${saySum}: ${this.plain.format(found.total)}`, `${sayAverage}: ${this.plain.format(found.total / found.numbers)}`);
      words.push(`${sayNumbers}: ${this.plain.format(found.numbers)}`);
    }
    return this.say(words.join(" · "));
  }

  // What is known here; null where some of the rows are not in the page.
  #here(top, bottom, left, right) {
    const sum = { filled: 0, numbers: 0, total: 0 };
    if ((bottom - top) * (right - left) > 100_000) return null;
    for (let row = top; row <= bottom; row += 1) {
      for (let col = left; col <= right; col += 1) {
        const found = this.cells.content(row, col);
        if (!found) return null;
        if (found.text) sum.filled += 1;
        if (found.value !== null) {
          sum.numbers += 1;
          sum.total += found.value;
        }
      }
    }
    return sum;
  }

  async #asked(top, bottom, left, right) {
    const first = Math.max(2, top);
    const query = `from=${first - 2}&count=${bottom - first + 1}&left=${left}&right=${right}&${this.book.dataset.query}`;
    const answer = await fetch(`${this.book.dataset.sums}?${query}`, { headers: { Accept: "application/json" } });
    const sums = answer.ok ? await answer.json() : { filled: 0, numbers: 0, total: 0 };
    return { ...sums, filled: sums.filled + (top === 1 ? right - left + 1 : 0) };
  }

  #text(top, bottom, left, right) {
    const lines = [];
    for (let row = top; row <= bottom; row += 1) {
      const line = [];
      for (let col = left; col <= right; col += 1) {
        const found = this.cells.content(row, col);
        line.push(String(found?.value ?? found?.text ?? "").replace(/[\t\n\r]+/g, " "));
      }
      lines.push(line.join("\t"));
    }
    return lines.join("\n");
  }

  async #copy(event) {
    const { top, bottom, left, right } = this.selection.range;
    const last = Math.min(bottom, top + MOST_COPIED - 1);
    event.preventDefault();
    if (this.#here(top, last, left, right)) event.clipboardData.setData("text/plain", this.#text(top, last, left, right));
    else await navigator.clipboard.writeText(await this.#fetched(top, last, left, right));
    this.say(last < bottom ? this.book.dataset.sayCut : this.book.dataset.sayCopied);
  }

  async #fetched(top, last, left, right) {
    for (let at = Math.floor(Math.max(0, top - 2) / PAGE); at <= Math.floor((last - 2) / PAGE); at += 1) await this.cells.fetch(at);
    return this.#text(top, last, left, right);
  }

  #goTo(event) {
    event.preventDefault();
    const found = place(this.name.value);
    if (!found) return this.show();
    this.selection.table.focus({ preventScroll: true });
    return this.selection.go(found[0], found[1] || this.selection.active?.[1] || 1);
  }
}
