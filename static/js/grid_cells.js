// The cells of a sheet that stands whole in the page: found by row and column, both counted from 1.

export const name = (row, col) => {
  let text = "";
  for (let rest = col; rest; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return `${text}${row}`;
};

// "B5" or "90000" as [row, column or 0], null for anything else.
export const place = (text) => {
  const found = /^([a-z]{0,3})(\d{1,7})$/i.exec(text.trim().replace(/[,\s]/g, ""));
  if (!found) return null;
  const col = [...found[1].toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [Number(found[2]), col];
};

export const content = (cell) => ({
  text: cell.textContent.trim(),
  value: cell.dataset.v === undefined ? null : Number(cell.dataset.v),
  formula: cell.dataset.f ?? "",
  link: cell.querySelector("a[href]"),
});

export class Cells {
  constructor(table) {
    this.table = table;
    this.grid = new Map(); // row -> column -> cell; a merged cell or a chart stands at each of its places
    for (const line of table.rows) if (!line.classList.contains("letters")) this.#take(line);
    this.rows = [...this.grid.keys()];
    this.first = this.rows[0] ?? 1;
    this.last = this.rows.at(-1) ?? 1;
    this.columns = table.querySelectorAll("col").length - 1;
    table.setAttribute("aria-rowcount", String(this.last));
    table.closest("[data-scroll]")?.style.setProperty("--head", `${table.tHead.offsetHeight}px`); // what is scrolled to stands below it
  }

  #take(line) {
    const row = Number(line.cells[0].textContent);
    line.setAttribute("aria-rowindex", String(row));
    for (const cell of [...line.cells].slice(1)) {
      const col = Number(/c(\d+)$/.exec(cell.id)[1]);
      cell.setAttribute("aria-colindex", String(col));
      for (let down = 0; down < cell.rowSpan; down += 1) {
        if (!this.grid.has(row + down)) this.grid.set(row + down, new Map());
        for (let across = 0; across < cell.colSpan; across += 1) this.grid.get(row + down).set(col + across, cell);
      }
    }
  }

  element(row, col) {
    return this.grid.get(row)?.get(col) ?? null;
  }

  content(row, col) {
    const cell = this.element(row, col);
    if (!cell || cell.id !== `r${row}c${col}`) return { text: "", value: null, formula: "", link: cell?.querySelector("a[href]") ?? null };
    return content(cell);
  }

  reveal(row, col) {
    this.element(row, col)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  place(cell) {
    const found = /^r(\d+)c(\d+)$/.exec(cell.id);
    return found ? [Number(found[1]), Number(found[2])] : null;
  }

  label(row) {
    return row;
  }

  // How many rows a page holds, for the keys.
  get page() {
    return 20;
  }
}
