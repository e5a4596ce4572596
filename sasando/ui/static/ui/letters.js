"use strict";
/* A box that takes so many letters (`data-letters`) counts them as the last tenth begins. It cuts nothing off: what is
   too long stays in the box and is not sent. Inside a fold, where a browser cannot point at it, the site refuses it. */
for (const box of document.querySelectorAll("[data-letters]")) {
  const most = Number(box.dataset.letters), words = document.getElementById("sending-words").dataset;
  const grouped = (count) => count.toLocaleString(document.documentElement.lang);
  const line = document.createElement("p");
  line.hidden = true; box.after(line);
  const folded = box.closest("details");
  const count = () => {
    const held = box.value.length < 0.9 * most ? 0 : [...box.value.trim()].length;
    line.hidden = held < 0.9 * most;
    line.className = held > most ? "err" : "hint";
    line.textContent = (held > most ? words.toomany : words.counted).replace("#", grouped(held)).replace("#", grouped(most));
    if (!folded) box.setCustomValidity(held > most ? line.textContent : "");
  };
  box.addEventListener("input", count);
  box.addEventListener("focus", count);
  count();
}
