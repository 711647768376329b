// Sends files one after the other and shows how far each is: percent and words, a way to cancel, then its reading.

const panel = document.querySelector("#uploads");
const template = document.querySelector("#upload-row");
let turn = Promise.resolve();
let busy = 0;

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const announce = (words) => { panel.querySelector("[role=status]").textContent = words; };

const rowOf = (file) => {
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelector("[data-upload-name]").textContent = file.name;
  row.querySelector("[data-upload-words]").textContent = panel.dataset.waiting;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  panel.querySelector("ul").append(row);
  panel.hidden = false;
  return row;
};

const fail = (row, words) => {
  row.querySelector("progress")?.remove();
  row.querySelector("[data-cancel]")?.remove();
  row.classList.add("failed");
  row.querySelector("p").textContent = words;
  announce(words);
};

// The line that the server made, in the place of ours; htmx lets it ask for its reading.
const replace = (row, html) => {
  row.insertAdjacentHTML("afterend", html);
  const line = row.nextElementSibling;
  row.remove();
  window.htmx.process(line);
  return line;
};

const answer = (request, file, row) => {
  if (request.status === 201) return replace(row, request.responseText);
  if (request.status === 422) {
    const said = new DOMParser().parseFromString(request.responseText, "text/html");
    fail(row, said.body.textContent.trim());
  } else {
    const words = { 0: panel.dataset.broken, 429: panel.dataset.tooOften }[request.status] ?? panel.dataset.refused;
    fail(row, fill(words, { name: file.name, status: request.status }));
  }
  return null;
};

const transfer = (file, url, row) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  const words = row.querySelector("[data-upload-words]");
  const bar = row.querySelector("progress");
  const end = (line) => { busy -= 1; resolve(line); };
  request.upload.addEventListener("progress", (event) => {
    const percent = Math.floor((100 * event.loaded) / Math.max(1, event.total));
    bar.value = percent;
    words.textContent = fill(panel.dataset.sending, { percent, size: size(event.total) });
  });
  request.upload.addEventListener("load", () => { words.textContent = panel.dataset.looking; });
  request.addEventListener("abort", () => { fail(row, `${file.name}: ${panel.dataset.cancelled}`); end(null); });
  request.addEventListener("error", () => end(answer(request, file, row)));
  request.addEventListener("load", () => end(answer(request, file, row)));
  row.querySelector("[data-cancel]").addEventListener("click", () => request.abort());
  const body = new FormData();
  body.append("file", file);
  request.open("POST", url);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.setRequestHeader("X-CSRFToken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
  request.send(body);
  busy += 1;
  announce(`${file.name}: ${fill(panel.dataset.sending, { percent: 0, size: size(file.size) })}`);
});

const one = (file, url) => {
  const row = rowOf(file);
  const problem = !file.size ? panel.dataset.empty : file.size > Number(panel.dataset.limit) ? panel.dataset.tooLarge : "";
  if (problem) {
    fail(row, fill(problem, { name: file.name }));
    return Promise.resolve(null);
  }
  let dropped = false;
  row.querySelector("[data-cancel]").addEventListener("click", () => {
    dropped = true;
    if (!row.querySelector("progress")?.value) fail(row, `${file.name}: ${panel.dataset.cancelled}`);
  });
  turn = turn.then(() => (dropped ? null : transfer(file, url, row)));
  return turn;
};

// Sends files to `url`; resolves to the lines of those that were taken (data-source, data-name, data-page), null for the others.
export const send = (files, url = panel.dataset.url) => Promise.all([...files].map((file) => one(file, url)));
export const mayUpload = () => panel !== null;

if (panel) {
  panel.querySelector("[data-close]").addEventListener("click", () => { panel.hidden = true; });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
}
