// What a mark of a chart says, beside it and above everything.

const tip = document.createElement("div");
tip.className = "chart-tip";
tip.popover = "manual";

export const hide = () => {
  document.querySelectorAll(".is-pointed").forEach((mark) => mark.classList.remove("is-pointed"));
  if (tip.isConnected && tip.matches(":popover-open")) tip.hidePopover();
};

export const point = (mark) => {
  hide();
  const words = mark.getAttribute("aria-label");
  const cut = words.lastIndexOf(": ");
  const value = document.createElement("b");
  value.textContent = words.slice(cut + 1);
  const name = document.createElement("span");
  name.textContent = words.slice(0, Math.max(0, cut));
  tip.replaceChildren(value, name);
  if (!tip.isConnected) document.body.append(tip);
  tip.showPopover();
  mark.classList.add("is-pointed");
  const box = mark.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), window.innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 8;
  tip.style.setProperty("--tip-x", `${left}px`);
  tip.style.setProperty("--tip-y", `${above > 8 ? above : box.bottom + 8}px`);
};
