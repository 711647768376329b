// Empty lines of a data sheet.

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

// What stands for the rows above or below.
export const pad = (columns) => {
  const empty = make("tr", { className: "pad", ariaHidden: "true" });
  empty.append(make("td", { colSpan: columns + 1 }));
  return empty;
};

export const line = (columns) => {
  const row = make("tr", {});
  const cells = Array.from({ length: columns }, (_, at) => make("td", { ariaColIndex: String(at + 1) }));
  row.append(make("th", { scope: "row" }), ...cells);
  return row;
};
