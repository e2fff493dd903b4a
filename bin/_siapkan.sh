# shellcheck shell=sh
# Dibaca oleh bin/run dan bin/test: paket sistem dan .venv. Yang sudah ada tidak disentuh.

pesan() { printf '%s\n' "$*" >&2; }

gagal() {
    pesan "$*"
    exit 1
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || gagal "Daftar paket tidak dapat diambil. Periksa sambungan internet, lalu ulangi."
    # shellcheck disable=SC2086  # satu argumen per paket
    apt-get install -y -qq --no-install-recommends $1 >/dev/null || gagal "Paket tidak dapat dipasang: $1"
}

boleh_memasang() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# python3 sistem yang cocok; kunci dependensi berlaku untuk 3.11 sampai 3.13.
cari_python() {
    for calon in python3 python3.13 python3.12 python3.11; do
        case $("$calon" -V 2>/dev/null) in
            "Python 3.11"* | "Python 3.12"* | "Python 3.13"*) printf '%s' "$calon" && return ;;
        esac
    done
    return 1
}

# Paket yang tanpanya layanan tidak dapat berjalan. Modul ensurepip hanya ada bila python3-venv terpasang.
paket_wajib() {
    command -v python3 >/dev/null || printf 'python3 '
    [ -x .venv/bin/python ] || python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv '
    [ -e /usr/share/zoneinfo/Asia/Makassar ] || printf 'tzdata '
}

# Pustaka WeasyPrint: tanpa ini layanan tetap berjalan, hanya tanpa PDF dari server.
paket_pdf() {
    pustaka=$(/sbin/ldconfig -p)
    for pasangan in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 \
        libharfbuzz-subset.so.0:libharfbuzz-subset0; do
        case $pustaka in
            *"${pasangan%%:*}"*) ;;
            *) printf '%s ' "${pasangan#*:}" ;;
        esac
    done
}

siapkan_sistem() {
    wajib=$(paket_wajib) pdf=$(paket_pdf)
    if [ -n "$wajib$pdf" ] && boleh_memasang; then
        pesan "Memasang paket sistem: $wajib$pdf"
        apt_install "$wajib$pdf"
        return
    fi
    if [ -n "$wajib" ]; then
        gagal "SAKIP memerlukan paket sistem yang belum terpasang. Mintalah pengelola komputer menjalankan:
  sudo apt-get install $wajib$pdf"
    fi
    if [ -n "$pdf" ]; then
        pesan "Layanan berjalan tanpa pembuatan PDF di server; laporan hanya dapat dicetak dari peramban.
Untuk melengkapinya, mintalah pengelola komputer menjalankan:
  sudo apt-get install $pdf"
    fi
}

# siapkan_venv <berkas kunci> [berkas kunci yang tercakup di dalamnya]
# Dibuat ulang bila kunci atau Python berubah; sidik keduanya dicatat di .venv/sidik setelah semuanya terpasang.
siapkan_venv() {
    python=$(cari_python) || gagal "SAKIP memerlukan Python 3.11, 3.12, atau 3.13; yang ada: $(python3 -V)."
    versi=$("$python" -V)
    if grep -qxF "$versi" .venv/sidik 2>/dev/null && grep -qxF "$(sha256sum "$1")" .venv/sidik; then
        return
    fi
    pesan "Memasang pustaka Python ($1) ke .venv; ini memerlukan beberapa menit."
    "$python" -m venv --clear .venv || gagal "Folder .venv tidak dapat dibuat."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" ||
        gagal "Pustaka Python tidak dapat dipasang. Periksa sambungan internet, lalu ulangi."
    { printf '%s\n' "$versi" && sha256sum "$@"; } >.venv/sidik
}
