// "Salin": the text of a field onto the clipboard. Without it the text can be marked and copied by hand.
const kabar = document.querySelector("[data-salin-kabar]");

for (const tombol of document.querySelectorAll("[data-salin]")) {
  tombol.hidden = false;
  const kata = tombol.textContent;
  tombol.addEventListener("click", async () => {
    const isian = document.getElementById(tombol.dataset.salin);
    isian.select();
    try {
      // Only on HTTPS and on this machine; an older browser copies what is marked.
      await navigator.clipboard.writeText(isian.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    tombol.textContent = "Tersalin";
    kabar.textContent = `Teks ${isian.labels[0].textContent} tersalin.`;
    setTimeout(() => { tombol.textContent = kata; }, 2000);
  });
}
