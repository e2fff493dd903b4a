// While typing: what the quarters of a plan roll up to, beside the year's target. The server checks again when saving.
const SKALA = 8n;
const SATU = 10n ** SKALA;
const POLA = /^(?:(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,8}))?|(\d+)\.(\d{1,2}|\d{4,8}))\s*%?$/;

// A number as Indonesians write it, in units of 10^-8: binary fractions would turn 0,1 + 0,2 into a false alarm.
function baca(teks) {
  const cocok = POLA.exec(teks.trim());
  if (!cocok) return null;
  const bulat = (cocok[1] ?? cocok[3]).replaceAll(".", "");
  const pecahan = (cocok[2] ?? cocok[4] ?? "").padEnd(Number(SKALA), "0");
  return BigInt(bulat) * SATU + BigInt(pecahan);
}

function tulis(nilai, presisi) {
  const bulat = (nilai / SATU).toString().replace(/\B(?=(\d{3})+$)/g, ".");
  const pecahan = (nilai % SATU).toString().padStart(Number(SKALA), "0").slice(0, 4).replace(/0+$/, "").padEnd(presisi, "0");
  return pecahan ? `${bulat},${pecahan}` : bulat;
}

function bulatkan(nilai, presisi) {
  const langkah = 10n ** (SKALA - BigInt(presisi));
  return ((nilai + langkah / 2n) / langkah) * langkah;
}

const GULUNG = {
  jumlah: (nilai) => nilai.reduce((a, b) => a + b),
  akhir: (nilai) => nilai.at(-1),
  rata_rata: (nilai) => nilai.reduce((a, b) => a + b) / BigInt(nilai.length),
  maksimum: (nilai) => nilai.reduce((a, b) => (a > b ? a : b)),
  minimum: (nilai) => nilai.reduce((a, b) => (a < b ? a : b)),
};

function kalimat({ akumulasi, presisi, target, nama }, isian) {
  const terisi = isian.map((el) => el.value).filter((teks) => teks.trim());
  const nilai = terisi.map(baca);
  if (nilai.includes(null)) return "Ada target triwulan yang belum terbaca sebagai angka.";
  const tahun = baca(target);
  if (tahun === null) return "Target tahun belum ditetapkan.";
  if (!nilai.length) return "Belum ada triwulan yang bertarget.";
  const rata = akumulasi === "rata_rata";
  const hasil = GULUNG[akumulasi](nilai);
  const selisih = rata ? bulatkan(hasil, +presisi) - bulatkan(tahun, +presisi) : hasil - tahun;
  const awal = `${nama} ${tulis(bulatkan(hasil, 4), +presisi)}`;
  if (selisih === 0n) return `${awal}, sesuai dengan target tahun.`;
  const beda = tulis(selisih < 0n ? -selisih : selisih, +presisi);
  return `${awal}, ${selisih < 0n ? "kurang" : "lebih"} ${beda} dari target tahun ${tulis(tahun, +presisi)}.`;
}

document.querySelectorAll("[data-pembagian]").forEach((bagian) => {
  const papan = bagian.querySelector("[data-pembagian-kalimat]");
  const isian = [...bagian.querySelectorAll("input[name^=target_]")];
  if (papan) bagian.addEventListener("input", () => { papan.textContent = kalimat(bagian.dataset, isian); });
});
