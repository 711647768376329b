// The time of a step under way, counted on.

const say = () => {
  document.querySelectorAll("[data-elapsed]").forEach((time) => {
    const seconds = Math.max(0, (Date.now() - Date.parse(time.dateTime)) / 1000);
    time.textContent = seconds < 60 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  });
};

setInterval(say, 1000);
