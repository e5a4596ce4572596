// One tap copies the text a button names; without this script the text is selected by hand.
"use strict";
{
  const word = (id) => document.getElementById(id).textContent;
  const say = (button, sentence) => {
    document.getElementById("salin-kabar").textContent = sentence;
    const mark = button.nextElementSibling;
    mark.textContent = sentence;
    setTimeout(() => { mark.textContent = ""; }, 4000);
  };
  const copy = async (button) => {
    const box = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(box.value);
      say(button, word("salin-sudah"));
    } catch {
      // an address without https has no clipboard: the old way, then the hand
      box.focus();
      box.select();
      say(button, document.execCommand("copy") ? word("salin-sudah") : word("salin-gagal"));
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
