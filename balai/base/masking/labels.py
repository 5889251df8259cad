"""The words that say what a number is."""

from bisect import bisect_left

from balai.base.masking.reading import Reading

LABELS = {
    word: label
    for label, text in {
        "nik": "nik niknya nikku nikx ktp ktpnya kependudukan",
        "kk": "kk kknya kkku kkx keluarga",
        "phone": "hp wa hape hpnya wanya nowa nohp whatsapp whatsap wasap tel telp tlp tlpn telpon telepon telefon phone mobile ponsel "
        "seluler sms call hub hubungi dihubungi menghubungi kontak cp menelepon ditelepon simpati nomernya nomornya hpx",
        "account": "rek rekening rekeningnya rekeningku norek reknya bri bca bni mandiri btn bsi bjb cimb danamon permata muamalat bank "
        "bpd jago seabank mega panin ocbc maybank atm tabungan transfer tf trf va briva setor ntt jatim jateng",
        "wallet": "dana ovo gopay shopeepay spay linkaja ewallet isaku doku pay aja",
        "kept": "surat resi sk isbn kode tiket antrean antrian rp order pesanan invoice faktur token otp npsn nop idpel pelanggan meter "
        "kwitansi kuitansi nota bukti struk pendaftaran medis polis reg meteran registrasi berkas aduan laporan nip npwp nib sertifikat shm akta akte ijazah seri imei barcode koordinat lat long "
        "gps ayat pasal nisn perkara kontrak mesin rangka versi id",
    }.items()
    for word in text.split()
}


def label_of(reading: Reading, start: int) -> tuple[str, int]:
    """The nearest word before the number that says what it is, and how far away it stands."""
    words, starts = reading.words, reading.starts
    for i in range(bisect_left(starts, start) - 1, -1, -1):
        gap = start - starts[i] - len(words[i])
        if gap > 42:
            break
        if words[i] in LABELS:
            return LABELS[words[i]], gap
    return "", 0
