// The live run: says the number of the last event on every connect, and keeps the reader's place in the thread.

const scroll = document.querySelector("[data-stick]");
let atEnd = true;

document.body.addEventListener("htmx:wsOpen", (event) => {
  const state = event.target.querySelector(".run-state");
  event.detail.socketWrapper.send(JSON.stringify({ after: Number(state.dataset.last) }));
});

const toEnd = () => {
  if (scroll && atEnd) scroll.scrollTop = scroll.scrollHeight;
};

if (scroll) {
  scroll.addEventListener("scroll", () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  });
  document.body.addEventListener("htmx:wsAfterMessage", toEnd);
  toEnd();
}
