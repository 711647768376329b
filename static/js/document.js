// A document: its contents stand open where there is room, and mark the part that is read.

const TOP = 90; // pixels below the top edge at which a part counts as read
const WIDE = 860;

const mark = (preview) => {
  const stage = preview.closest(".stage") ?? document.scrollingElement;
  const edge = stage.getBoundingClientRect().top + TOP;
  const heads = [...preview.querySelectorAll(".paper [id^=part-]")];
  const ended = stage.scrollTop > 0 && stage.scrollTop + stage.clientHeight >= stage.scrollHeight - 2;
  const current = ended ? heads.at(-1) : heads.filter((head) => head.getBoundingClientRect().top <= edge).at(-1);
  preview.querySelectorAll(".paper-contents a").forEach((link) => {
    if (link.hash !== `#${current?.id}`) return link.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const list = link.closest("ol");
    const below = link.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
    const above = list.getBoundingClientRect().top - link.getBoundingClientRect().top;
    if (below > 0 || above > 0) list.scrollTop += below > 0 ? below + 40 : -above - 40;
  });
  const place = preview.querySelector(".paper-at");
  if (place) place.textContent = current?.textContent ?? "";
};

const prepare = () => document.querySelectorAll(".preview-document:not(.is-ready)").forEach((preview) => {
  preview.classList.add("is-ready");
  const contents = preview.querySelector(".paper-contents details");
  if (!contents) return;
  new ResizeObserver(() => {
    contents.open = preview.clientWidth >= WIDE;
    mark(preview);
  }).observe(preview);
});

document.addEventListener("scroll", (event) => {
  const preview = event.target.querySelector?.(".preview-document");
  if (preview) requestAnimationFrame(() => mark(preview));
}, true);
document.addEventListener("click", (event) => {
  const preview = event.target.closest(".paper-contents a")?.closest(".preview-document");
  if (preview && preview.clientWidth < WIDE) preview.querySelector(".paper-contents details").open = false;
});
document.body.addEventListener("htmx:load", prepare);
prepare();
