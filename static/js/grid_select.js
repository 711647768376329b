// Selecting cells: by keys, by pointer, by name. Knows nothing of what the cells are; says when the selection changed.

const inside = (value, least, most) => Math.min(most, Math.max(least, value));

export class Selection {
  constructor(table, cells, changed) {
    Object.assign(this, { table, cells, changed });
    this.active = null; // [row, column]
    this.anchor = null;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    table.setAttribute("aria-colcount", String(cells.columns));
    table.tabIndex = 0;
    table.querySelectorAll("a[href]").forEach((link) => { link.tabIndex = -1; });
    table.addEventListener("keydown", (event) => this.#key(event));
    table.addEventListener("focus", () => this.active ?? this.go(cells.first, 1, { quiet: true }));
    table.addEventListener("mousedown", (event) => this.#press(event));
    table.addEventListener("mouseover", (event) => this.#drag(event));
    table.addEventListener("click", (event) => this.#click(event), true);
    window.addEventListener("mouseup", () => { this.dragging = false; });
  }

  // Rows and columns of the selection, all included.
  get range() {
    const [row, col] = this.active;
    const [otherRow, otherCol] = this.anchor;
    return { top: Math.min(row, otherRow), bottom: Math.max(row, otherRow), left: Math.min(col, otherCol), right: Math.max(col, otherCol) };
  }

  go(row, col, { extend = false, quiet = false } = {}) {
    this.active = [inside(row, this.cells.first, this.cells.last), inside(col, 1, this.cells.columns)];
    if (!extend || !this.anchor) this.anchor = this.active;
    if (!quiet) this.cells.reveal(...this.active);
    this.paint();
    this.changed();
  }

  paint() {
    this.table.querySelectorAll(".is-picked, .is-active").forEach((cell) => {
      cell.classList.remove("is-picked", "is-active");
      cell.removeAttribute("aria-selected");
    });
    if (!this.active) return;
    const { top, bottom, left, right } = this.range;
    const from = Math.max(top, this.cells.top !== undefined ? this.cells.top + 1 : top);
    const to = Math.min(bottom, this.cells.count !== undefined ? this.cells.top + this.cells.count + 1 : bottom);
    for (let row = from; row <= to; row += 1) {
      for (let col = left; col <= right; col += 1) this.#mark(this.cells.element(row, col), top !== bottom || left !== right);
    }
    const cell = this.cells.element(...this.active);
    cell?.classList.add("is-active");
    if (cell) this.table.setAttribute("aria-activedescendant", cell.id);
    else this.table.removeAttribute("aria-activedescendant");
  }

  #mark(cell, many) {
    cell?.setAttribute("aria-selected", "true");
    if (many) cell?.classList.add("is-picked");
  }

  #key(event) {
    if (event.target !== this.table || event.altKey) return;
    const [row, col] = this.active ?? [this.cells.first, 1];
    const far = event.ctrlKey || event.metaKey;
    const { first, last, columns, page } = this.cells;
    const to = {
      ArrowUp: [far ? first : row - 1, col], ArrowDown: [far ? last : row + 1, col], ArrowLeft: [row, far ? 1 : col - 1],
      ArrowRight: [row, far ? columns : col + 1], Home: [far ? first : row, 1], End: [far ? last : row, columns],
      ...(far ? {} : { PageUp: [row - page, col], PageDown: [row + page, col] }),
    }[event.key];
    if (to) {
      event.preventDefault();
      this.go(...to, { extend: event.shiftKey });
    } else if (far && event.key.toLowerCase() === "a") {
      event.preventDefault();
      this.anchor = [first, 1];
      this.active = [last, columns];
      this.paint();
      this.changed();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.table.dispatchEvent(new CustomEvent("grid:enter", { bubbles: true }));
    }
  }

  #placeOf(event) {
    const cell = event.target.closest?.("td, th");
    return cell && cell.closest("table") === this.table && !cell.closest(".letters") ? this.cells.place(cell) : null;
  }

  #press(event) {
    const place = event.button === 0 && this.#placeOf(event);
    if (!place || event.target.closest(".chart-cell")) return;
    event.preventDefault();
    this.table.focus({ preventScroll: true });
    this.dragging = true;
    this.dragged = event.shiftKey;
    this.go(...place, { extend: event.shiftKey, quiet: true });
  }

  #drag(event) {
    const place = this.dragging && this.#placeOf(event);
    if (!place || String(place) === String(this.active)) return;
    this.dragged = true;
    this.go(...place, { extend: true, quiet: true });
  }

  // A click that ends a selection of many cells opens no link.
  #click(event) {
    if (this.dragged) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.dragged = false;
  }
}
