"use strict";
/* A file larger than its box takes (`data-most`, MB) is said at once, and not first after minutes on a slow link. */
for (const box of document.querySelectorAll("input[type=file][data-most]")) {
  const most = Number(box.dataset.most), words = document.getElementById("sending-words").dataset;
  box.addEventListener("change", () => {
    const large = [...box.files].some((file) => file.size > most * 1024 * 1024);
    box.setCustomValidity(large ? words.filelarge.replace("#", most) : "");
    if (large) box.reportValidity();
  });
}
