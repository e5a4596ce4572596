// One tap copies the text a button names; without this script the text is selected by hand.
"use strict";
{
  const word = (id) => document.getElementById(id).textContent;
  let mark = null;
  const say = (button, done) => {
    const sentence = word(done ? "salin-sudah" : "salin-gagal");
    document.getElementById("salin-kabar").textContent = sentence;
    if (mark) mark.textContent = "";
    mark = button.nextElementSibling;
    mark.className = done ? "st st-ok" : "st st-warn";
    mark.textContent = sentence;
  };
  // an address without https has no clipboard: the old way, then the hand, with the text selected for it
  const copyByHand = (button, box) => {
    box.focus();
    box.select();
    const done = document.execCommand("copy");
    if (done) button.focus();
    return done;
  };
  const copy = async (button) => {
    const box = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(box.value);
      say(button, true);
    } catch {
      say(button, copyByHand(button, box));
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
