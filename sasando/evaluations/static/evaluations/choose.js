"use strict";
/* Above each group of the table of a stage: one box that ticks those below it. Where answers are accepted, only filled
   ones, since an empty one among them would refuse all. */
for (const line of document.querySelectorAll("[data-choose]")) {
  const group = line.parentElement, all = line.querySelector("input");
  const boxes = [...group.querySelectorAll(`[name=pilih]${line.dataset.choose}`)];
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
