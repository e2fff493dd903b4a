// A photo made small enough for a slow line; the original when that gains nothing or the browser cannot read it (UX-10).
const SISI = 1600; // pixels of the longer side: a page of text stays readable

export async function perkecil(berkas) {
  if (!/^image\/(jpeg|png|webp)$/.test(berkas.type)) return berkas;
  try {
    const gambar = await createImageBitmap(berkas, { imageOrientation: "from-image" });
    const skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
    const kanvas = document.createElement("canvas");
    kanvas.width = Math.round(gambar.width * skala);
    kanvas.height = Math.round(gambar.height * skala);
    const lukis = kanvas.getContext("2d");
    lukis.fillStyle = "#fff"; // JPEG has no transparency
    lukis.fillRect(0, 0, kanvas.width, kanvas.height);
    lukis.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
    const hasil = await new Promise((beri) => { kanvas.toBlob(beri, "image/jpeg", 0.8); });
    if (!hasil || hasil.size >= berkas.size) return berkas;
    return new File([hasil], berkas.name.replace(/\.\w+$/, "") + ".jpg", { type: hasil.type });
  } catch {
    return berkas;
  }
}
