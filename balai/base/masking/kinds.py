"""What a word may be, as bits: one look-up tells the whole masker whether a word needs a second look."""

ORDINARY = 0
NAME = 1  # hardly ever anything but a name
BOTH = 2  # a name and a word: its neighbours decide
UNKNOWN = 4  # in no list: with a capital in mid-sentence it is a name
LIKE = 8  # in no list, but written like a name, or one slip away from one
HONOUR = 16  # pak, bu, mas: a name follows
TITLE = 32  # drs, hj, ir: a name follows and takes it along
CUE = 64  # bernama, a.n., sdr
KIN = 128  # anak saya, suami
HEAD = 256  # kelurahan, rsud, pasar: what follows is no person
STREET = 512
PLACE = 1024  # a place or an agency may begin here
DIGIT = 2048  # a digit spelled as a word
DATED = 4096  # months, lahir, ttl
SPOKEN_AT = 8192  # at, et: said for @
SOCIAL = 16384
OFFICER = 32768  # lurah, camat, petugas: a duty, no name
ASIDE = 65536  # saya, adalah: may stand between a cue and its name
DOES = 131072  # what people do: a name may stand before it
BORN = 1048576  # lahir, ttl
COMMON = 262144  # an everyday word besides: in small letters only a strong cue makes it a name
SLIP = 524288  # in no list, one slip from an ordinary word

NAMISH = NAME | BOTH | LIKE | UNKNOWN
LOOK = NAMISH | HONOUR | TITLE | CUE | KIN | HEAD | PLACE | STREET


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPOKEN_DIGITS = {
    "nol": "0", "kosong": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5",
    "enam": "6", "tujuh": "7", "delapan": "8", "lapan": "8", "sembilan": "9",
}  # fmt: skip
MONTHS = words(
    "januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember "
    "jan feb peb mar apr jun jul agu ags agt agust sep sept okt nov nop des"
)
CLASSES: tuple[tuple[int, str], ...] = (
    (HONOUR, """pak pa bu bapak ibu bpk bapa mama mas mbak mba kak kakak bang abang om tante bibi paman eyang mbah oma
        opa teteh teh kang ustadz ustad ustadzah ustazah kyai kiai pendeta pastor romo suster bruder gus ning uda
        uni ito opung amang inang daeng bli mbok koh cik cici encik pakde bude pakdhe budhe paklik bulik saudara
        saudari sdr sdri sdra ananda adinda almarhum almarhumah alm almh tuan nyonya ny tn nona nn yth ybs haji hajah
        bung kaka ade mace pace usi bu' bang aa ceu abah bunda ayahanda ibunda bidan mbk pk bp si to"""),
    (TITLE, "drs dra dr drg prof ir h hj kh r rr rd raden ust tgk teuku cut tengku brigadir aiptu aipda bripka kapten"),
    (CUE, """nama jenenge asmane ngaran namanya bernama nm dinamai dipanggil panggilan an atasnama pemohon pelapor korban terlapor pengirim bertemu drivernya supirnya sopirnya sebelumnya seharusnya
        penerima peserta pemilik pelaku pengadu penanggung penandatangan ttd perkenalkan nasabah ketua sekretaris
        bendahara almarhum milik oleh kepada saya sy aku sa ketemu dengan"""),
    (KIN, """anak anaknya anakku suami suaminya suamiku istri istrinya isteri istriku adik adiknya kakaknya kakak ibunya
        ayah ayahnya bapaknya ponakan keponakan cucu cucunya menantu mertua sepupu nenek kakek tetangga tetangganya teman temannya
        kawan saudaranya orangtua wali putra putri majikan mandor rekan pacar mantan ahli waris bandarnya pelakunya ketuanya
        sopir dokter perawat petugas guru dosen kader kembar bayi balita janda almarhumah warga pasien murid siswa sdr
        tersangka saksi pembantu penyewa penghuni penggugat tergugat pewaris"""),
    (HEAD, """kelurahan kel kecamatan kec kabupaten kab kota desa ds provinsi prov negara pulau gunung sungai kali danau
        teluk pantai laut selat bukit lembah pasar taman simpang perempatan pertigaan bundaran jembatan terminal stasiun
        bandara pelabuhan dermaga stadion lapangan alun gedung gor balai hotel mal mall plaza toko warung kios rumah_makan
        restoran rm cafe kafe apotek apotik klinik puskesmas pustu posyandu rs rsud rsu rsia rsup rsk rumkit sd sdn sdi sdk smp
        smpn sma sman smk smkn smak smpk mi mts mtsn man min tk paud sltp slta universitas univ institut politeknik akademi
        sekolah kampus pesantren ponpes madrasah yayasan masjid mesjid musholla mushola gereja pura vihara kelenteng paroki
        kapela dinas din kementerian kemen badan biro kantor pt cv ud pd firma koperasi kud bank partai polsek polres
        polresta polda koramil kodim kejaksaan pengadilan pn kua bpjs pdam pln perpustakaan museum monumen patung tugu
        makam tpu waduk bendungan pompa kebun hutan benteng candi keraton monas bioskop salon bengkel spbu pom program aplikasi
        bulan hari tahun perda pergub perbup permen perpres uu pp inpres surah surat qs ayat injil kitab novel film lagu
        merk merek produk tim grup group band klub radio tv koran majalah kapal km kmp km. kereta ka rute trayek jurusan
        bus angkot pahlawan presiden nabi rasul santo santa st kampung dusun lingkungan kompleks komplek tol lembaga lsm
        organisasi ormas karang majelis jemaat gmit gki gpib hkbp nu muhammadiyah pcnu wilayah daerah kawasan wisata
        rutan lapas panti asrama pelatihan lomba festival turnamen piala sanggar paguyuban arisan pasukan satuan blok
        menteri gubernur bupati walikota wapres rumah laboratorium lab ruang poli bangsal lantai aula hutan tambak embung sd_ bendung
        halte gang_ embarkasi kolam rt rw pabrik gudang proyek toko_ kelompok kelas jenis ukuran beras minyak kopi susu obat sepatu motor mobil"""),
    (STREET, """jl jln jalan jlan jalanan gg gang lorong lrg lr perumahan perum prm prum perumnas komplek kompleks komp rusun
        rusunawa kost kosan kos asrama apartemen apt kampung kp dusun dsn blok blk rt rw btn griya graha puri pondok bumi villa vila residence
        cluster kontrakan prmhan perumhan"""),
    (DATED, " ".join(MONTHS) + " senin selasa rabu kamis sabtu minggu ahad wib wita wit tanggal tgl"),
    (BORN, "lahir lahirnya lahirny kelahiran ttl lhr tgllahir lahirku born dob lahirx kelahirannya lhir lair lahiran dilahirkan"),
    (SPOKEN_AT, "at et add gmail yahoo hotmail outlook ymail icloud rocketmail"),
    (SOCIAL, """ig instagram insta fb facebook fesbuk tiktok tiktoknya tele telegram telegramnya twitter line youtube threads akun
        akunnya ignya fbnya medsos x username linkedin messenger pengguna dm t me"""),
    (OFFICER, """lurah camat presiden menteri bupati wali walikota gubernur kades kadus kepala rt rw ketua petugas polisi satpam
        guru dosen dokter hakim jaksa pegawai staf staff admin operator loket kapolsek kapolres dirjen direktur direktris sekda sekcam
        sekdes kasi kabid kadis kaur kapus kepsek rektor dekan danramil babinsa bhabinkamtibmas lpm pkk kader sopir supir haji
        dewan anggota pimpinan manajer security bos penyuluh pendamping penghulu modin tukang mandor juru bapak ibu guru2"""),
    (ASIDE, """saya sy aku sa adalah ialah yaitu yakni lengkap asli panggilan kami kita dia beliau ibu kandung kedua pertama
        ketiga keempat bungsu sulung tiri angkat yang yg bernama nama namanya bersangkutan suami istri anak ini itu pemilik penerima
        pemohon tsb tersebut kecil kembar ayah orang tua gadis a.n an rekening rek atas di ktp kk bpk pak bu bapak sdr sdri
        pelapor korban pasien wali atasan bayi kepala keluarga satu nya jg juga sebagai sesuai pada dengan depan belakang no hanya"""),
    (DOES, """bilang kata berkata kasih memberi minta meminta datang pergi pulang tinggal lahir menulis menelepon telepon sudah su belum
        akan mau tidak tdk sakit meninggal hilang menikah cerai kerja bekerja adalah ini itu dan atau bisa masih pernah punya
        mengirim kirim menjadi jadi ikut lapor melapor mengaku mengurus bersama dengan ingin sedang telah dari yang juga lagi tanya
        bertanya marah menjual membeli mengambil ambil mendaftar daftar memohon mohon menunggu tunggu naik jatuh tutup buka menyatakan"""),
)  # fmt: skip
