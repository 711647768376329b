// What few pages need is loaded where it is needed: the grid with the first workbook that is shown.

const look = () => {
  if (document.querySelector("[data-book]")) import("threeday/grid");
};
document.body.addEventListener("htmx:load", look);
look();
