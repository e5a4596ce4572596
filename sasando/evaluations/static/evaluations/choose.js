"use strict";
/* Above a group of boxes: one that ticks all those that `data-choose` selects. */
for (const line of document.querySelectorAll("[data-choose]")) {
  const group = line.parentElement, all = line.querySelector("input");
  const boxes = [...group.querySelectorAll(line.dataset.choose)];
  if (boxes.length < 2) continue;
  const settle = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  group.addEventListener("change", settle);
  settle();
  line.hidden = false;
}
