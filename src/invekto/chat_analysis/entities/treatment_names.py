"""Treatments of dental and aesthetic clinics: the plain name, and what people write for it, folded.

A star stands for any ending of the last word.
"""

from __future__ import annotations

NAMES = {
    "implant": "implant|implnt|inplant|implat|impalnt|inplat|implante|dental implant|dis implant|dis implanti|"
        "implant dis|implant tedavisi|civi dis|vidali dis|dis vidasi|dis civisi|dental implants|implants|"
        "implants treatment|tooth implant|teeth implants",
    "kanal tedavisi": "kanal tedavisi|kanal tedavi|kanl tedavisi|root canal|root canals|root canal treatment|"
        "kanal tedavileri|kanal yapil*|kanal yaptir*|kanalli dis|dis siniri al*|sinir aldir*|sinirini aldir*|"
        "sinir alma|kanal dolgusu|kanal dolgu",
    "diş taşı temizliği": "dis tasi temizligi|dis tasi temizleme|dis tasi temizle*|dis tasi|distasi temizligi|"
        "distasi|dis taslari|dis taslarimi*|tartar cleaning|tartar removal|tartar|scaling|detertraj|"
        "dis taslarini*",
    "diş temizliği": "dis temizligi|dis temizleme|dis temizlet*|dislerimi temizlet*|disimi temizlet*|"
        "teeth cleaning|dental cleaning|tooth cleaning|teeth clean|teeth cleaned|dis bakimi|dis polisaji",
    "diş beyazlatma": "dis beyazlatma|dis beyazlat*|beyazlatma|bleaching|teeth whitening|whitening|"
        "tooth whitening|teeth bleaching|disimi beyazlat*|dislerimi beyazlat*|dislerimi agart*|dis agartma|"
        "dis agart*|ofis tipi beyazlatma|ev tipi beyazlatma|lazerle dis beyazlatma|lazer beyazlatma|"
        "teeth whitened|beyazlat*",
    "diş çekimi": "dis cekimi|dis cektirme|cekim|tooth extraction|extraction|tooth removal|disimi cektir*|"
        "dis cektir*|disimi cek*|dis cekilmesi|disi cektir*|dislerimi cektir*|tooth pulled|dis cekme|"
        "sut disi cekimi|teeth removed|tooth taken out|tooth out",
    "yirmilik diş çekimi": "yirmilik dis cekimi|yirmilik dis|20lik dis cekimi|yirmi yas dis cekimi|20lik dis|"
        "20 yas disi|wisdom tooth removal|wisdom tooth extraction|wisdom teeth removal|wisdom teeth extraction|"
        "wisdom tooth|wisdom teeth|yirmilik cekimi|20lik cekimi|20 yas disi cekimi|gomulu dis cekimi|"
        "gomulu dis|gomulu 20lik|gomulu 20lik ameliyati|gomulu yirmilik|yirmi yas disi|yirmilik disimi*|"
        "20lik disimi*|akil disi|akil disi cekimi|yirmilik disim*|20likler*|yirmilikler*",
    "dolgu": "dolgu|dolgular|dis dolgusu|dis dolgu|kompozit dolgu|amalgam dolgu|beyaz dolgu|isinli dolgu|"
        "estetik dolgu|filling|fillings|tooth filling|white fillings|porselen dolgu",
    "zirkonyum kaplama": "zirkonyum kaplama|zirkonyum|zirkonyum dis|zirkon kaplama|zirkon|zirkon dis|"
        "zirkonyumlar|zirkon kron|zirkonyum kron|zirconium crowns|zirconia crowns|zirconium|zirconia|zirkonium|"
        "zirkonyun|zirkonya|zirkonyum dis kaplama|zirkonium dis|zirconium crown|zirconia crown|zirkonyum kuron",
    "porselen kaplama": "porselen kaplama|porselen dis|porselen dis kaplama|porselen|emax|e max|emax kaplama|"
        "e max kaplama|empress",
    "kuron": "kuron|kron|crown|crowns|dental crown|dental crowns|porcelain crown|porcelain crowns|dis kuronu|"
        "kron kopru",
    "kaplama": "dis kaplama|dis kaplamasi|dis kaplat*|dislerimi kaplat*|disime kaplama|dislerime kaplama|"
        "kaplama dis|kaplama disim|metal kaplama",
    "lamina": "lamina|laminalar|yaprak porselen|yaprak lamina|yaprak dis|lamine|lamine dis|laminate|lamineyt|"
        "laminate veneer|laminate veneers|veneers|veneer|dental veneers|porcelain veneers|porselen lamina|"
        "prepless lamina|composite veneers",
    "bonding": "bonding|kompozit bonding|bonding kompozit|composite bonding|bondingi|dis bonding|"
        "kompozit lamina|bondig",
    "gülüş tasarımı": "gulus tasarimi|hollywood smile|hollywood gulusu|holywood smile|smile design|"
        "smile makeover|gulus estetigi|dijital gulus tasarimi|gulus tasarim|gulusumu tasarla*|"
        "digital smile design",
    "ortodonti": "ortodonti|ortodonti tedavisi|orthodontics|orthodontic treatment|ortodontik tedavi",
    "diş teli": "dis teli|dis telleri|tel tedavisi|braces|metal braces|tel taktir*|tel takti*|tel takil*|"
        "tel tak*|braket|braketler|seramik braket|lingual ortodonti|dislerime tel|disime tel|damon|"
        "ceramic braces|teeth braces|porselen braket|telimi sik*|teller*im",
    "şeffaf plak": "seffaf plak|seffaf plaklar|seffaf plak tedavisi|invisalign|invisilign|invizalin|"
        "clear aligners|clear aligner|aligners|aligner|telsiz ortodonti|gorunmez tel|gorunmez teller|"
        "seffaf tel|invisible braces|clear braces|seffaf ortodonti|plakla duzeltme",
    "protez": "protez|protezler|protez dis|takma dis|dentures|denture|dis protezi|damakli protez|damak protez|"
        "total protez|hareketli protez|sabit protez|parsiyel protez|tam protez|takma disler|false teeth|"
        "damakli dis",
    "köprü": "dis koprusu|kopru dis|dental bridge|uclu kopru|kopru protez|uyeli kopru|porselen kopru|"
        "3lu kopru|zirkonyum kopru|kopru disim",
    "sinüs lifting": "sinus lifting|sinus lift|sinus kaldirma|sinus yukseltme|sinuslift",
    "all on four": "all on four|all on 4|all on 6|all on six|all in four|all in 4|all on x",
    "kemik tozu": "kemik tozu|kemik grefti|bone graft|bone grafting|kemik tozu uygulamasi|greft tozu|"
        "kemik ekleme",
    "diş eti tedavisi": "dis eti tedavisi|diseti tedavisi|gum treatment|gum disease treatment|gum disease|"
        "dis eti estetigi|kuretaj|kuretaji|diseti estetigi|pembe estetik|dis eti cekilmesi|"
        "dis eti cekilmesi tedavisi|dis eti ameliyati|gingivektomi|diseti cekilmesi|dis eti operasyonu|"
        "periodontal tedavi|gum surgery|flap operasyonu",
    "gece plağı": "gece plagi|night guard|nightguard|dis gicirdatma plagi|dis sikma plagi|gece plak|"
        "mouth guard|bruksizm plagi|splint",
    "fissür örtücü": "fissur ortucu|fissure sealant|fissur|dis ortucu",
    "flor uygulaması": "flor uygulamasi|florur|flor vernik|fluoride",
    "apikal rezeksiyon": "apikal rezeksiyon|apikal|kok ucu ameliyati|kok ucu rezeksiyonu",
    "apse tedavisi": "apse tedavisi|apse drenaji",
    "çocuk diş tedavisi": "pedodonti|cocuk dis tedavisi|cocuk disciligi|pedodontist",
    "röntgen": "panoramik rontgen|dis rontgeni|panoramik film|dis tomografisi|panoramik|dental tomografi",
    "botoks": "botoks|botox|btx|botks|botok|botoxs|botosk|botax|alin botoksu|kas arasi botoksu|"
        "goz kenari botoksu|kaz ayagi botoksu|botoksu|yuz botoksu|dysport|nefertiti botoksu|boyun botoksu",
    "terleme botoksu": "terleme botoksu|koltuk alti botoksu|koltukalti botoksu|el terlemesi botoksu|"
        "ter botoksu|sweating botox|terleme botoks|terleme tedavisi",
    "migren botoksu": "migren botoksu|migren botoks|migraine botox",
    "masseter botoksu": "masseter botoks|masseter botox|masseter botoksu|masseter|cene botoksu|cene botoks|"
        "dis sikma botoksu|dis gicirdatma botoksu|bruksizm botoksu|jaw botox",
    "dudak dolgusu": "dudak dolgusu|dudak dolgu|lip filler|lip fillers|lip augmentation|dudak dolgsu|"
        "lips filled|dudak dolgunlastirma|dudagima dolgu|dudaklarima dolgu|dudak kalinlastirma|rus dudagi|"
        "rus dudak|russian lips|cc dudak|dudak dolgulari|lip injection|lip injections|dudak dolgum",
    "göz altı ışık dolgusu": "goz alti isik dolgusu|isik dolgusu|goz alti dolgusu|goz alti dolgu|"
        "under eye filler|gozalti dolgusu|tear trough filler|tear trough|gozalti isik dolgusu|goz altima dolgu|"
        "under eye fillers",
    "yanak dolgusu": "yanak dolgusu|cheek filler|elmacik dolgusu|elmacik kemigi dolgusu|cheek fillers|"
        "yanak dolgu|elmacik dolgu|yanagima dolgu|yanaklarima dolgu",
    "çene dolgusu": "cene dolgusu|jawline dolgusu|jawline dolgu|chin filler|jawline filler|jawline|jaw filler|"
        "cene ucu dolgusu|cene hatti dolgusu|cene dolgu|ceneme dolgu|joline",
    "burun dolgusu": "burun dolgusu|nose filler|liquid rhinoplasty|burun ucu dolgusu|burun dolgu|"
        "burnuma dolgu|ameliyatsiz burun",
    "nazolabial dolgu": "nazolabial dolgu|nazolabial|nasolabial|gulme cizgisi dolgusu|gulme cizgileri|"
        "nasolabial filler",
    "yüz dolgusu": "yuz dolgusu|face filler|face fillers|dermal filler|dermal fillers|hyaluronik dolgu|"
        "el dolgusu",
    "burun estetiği": "burun estetigi|burun ameliyati|rinoplasti|rhinoplasty|nose job|nosejob|burun yaptir*|"
        "burun estetik|burnumu yaptir*|burnumu duzelt*|burun duzeltme|burun ucu estetigi|revizyon burun|"
        "burun ucu kaldirma|kemer burun|kemer burun ameliyati|septorinoplasti|piezo burun|burun kucultme|"
        "kemerli burun|rino|revision rhinoplasty|burnunu yaptir*|rinoplasi|burun operasyonu|burnumu kucult*|"
        "nose surgery|nose aesthetics|ultrasonik rinoplasti|burun estetigi ameliyati",
    "deviasyon ameliyatı": "deviasyon ameliyati|septum deviasyonu|deviasyon|septoplasti",
    "mezoterapi": "mezoterapi|mesotherapy|mezotrapi|mezoterapisi|yuz mezoterapisi|mezo|h100",
    "saç mezoterapisi": "sac mezoterapisi|sac mezoterapi|hair mesotherapy",
    "PRP": "prp|prp tedavisi|prp saca|sac prp|prp hair|yuz prp",
    "eksozom": "eksozom|exosome|exosomes|ekzozom|eksozom tedavisi",
    "kök hücre": "kok hucre tedavisi|kok hucre|stem cell",
    "altın iğne": "altin igne|gold needle|fraksiyonel radyofrekans|scarlet|golden needle|altin ignem|"
        "altinigne|rf microneedling|scarlet x|morpheus|morpheus8",
    "radyofrekans": "radyofrekans|radio frequency|rf tedavisi|thermage|termaj",
    "dermapen": "dermapen|microneedling|dermaroller|derma pen|dermapen4|micro needling|mikro igneleme",
    "lazer epilasyon": "lazer epilasyon|lazr epilasyon|epilasyon|laser hair removal|lazer epilsyon|"
        "lazer epilasyonu|laser epilation|istenmeyen tuy|alexandrite lazer|aleksandrit lazer|buz lazer|"
        "buz lazer epilasyon|diod lazer|diode lazer|ipl epilasyon|hair removal|soprano|tuy dokucu lazer|"
        "lazerle tuy|epilasyonum|nd yag",
    "lazer": "lazer|laser|lazr|fraksiyonel lazer|co2 lazer|karbondioksit lazer|fraksiyonel karbondioksit",
    "leke tedavisi": "leke tedavisi|leke tedavi|leke lazeri|pigmentation treatment|melasma treatment|melasma|"
        "leke icin lazer|leke giderme|leke lazer|leke aldir*|lekelerim icin|lekeler icin|lekeler icin tedavi|"
        "gunes lekesi|leke acma|gunes lekeleri|melazma|lekelerimi*",
    "akne tedavisi": "akne tedavisi|sivilce tedavisi|acne treatment|akne izi tedavisi|acne scar treatment|"
        "acne scars|sivilce izi tedavisi|sivilce izi|akne izi|akne lazeri|sivilce izleri|akne izleri|acne scar",
    "cilt bakımı": "cilt bakimi|medikal cilt bakimi|hydrafacial|hidrafacial|hidrafasyal|skin care|skincare|"
        "facial|klasik cilt bakimi|hydra facial|cilt bakim|yuz bakimi|derin temizlik|cilt temizligi|aquafacial|"
        "oxygeneo|jetpeel|cilt yenileme|leke bakimi",
    "kimyasal peeling": "kimyasal peeling|chemical peel|peeling|karbon peeling|carbon peel|yesil peeling|"
        "karbon lazer|enzim peeling|hollywood peel",
    "gençlik aşısı": "genclik asisi|youth vaccine|somon dna|salmon dna|skinbooster|skin booster|"
        "genclik asilari|profhilo|somon dna asisi|skin boosters|rejuran|isiltili asi|nem asisi|profilo|jalupro|"
        "pdrn",
    "kolajen aşısı": "kolajen asisi|sculptra|radiesse|ellanse|collagen stimulator|kolajen asilari|lanluma|"
        "sculptura",
    "glutatyon": "glutatyon|glutathione|glutatyon serum|glutathion|iv terapi|beyazlatici serum|vitamin serumu",
    "ip askı": "ip aski|fransiz askisi|fransiz aski|thread lift|ip ile yuz germe|orumcek agi|orumcek ag|"
        "ip askisi|pdo thread|pdo ip|threads|ip lifting|iple aski|ameliyatsiz yuz germe|kas aski|"
        "iple kas kaldirma|fox eye|foxy eye|fox eyes|pdo threads|thread lifting",
    "yüz germe": "yuz germe|facelift|face lift|yuz germe ameliyati|boyun germe|neck lift|deep plane|"
        "endoskopik yuz germe|mini facelift|yuz gerdirme|yuz gerdir*|yuzumu gerdir*",
    "kaş kaldırma": "kas kaldirma|brow lift|temporal lift|sakak germe|kas kaldirma ameliyati",
    "dudak kaldırma": "dudak kaldirma|lip lift|liplift",
    "HIFU": "hifu|ulthera|ultherapy|ultrason ile germe|odakli ultrason|ultraformer|fokus ultrason|"
        "hifu tedavisi",
    "saç ekimi": "sac ekimi|sac ekim|hair transplant|hair transplantation|sac ektir*|fue|dhi|dhi sac ekimi|"
        "fue sac ekimi|hair implant|hair implants|sac ekme|hair transplants|sac ekimim|greft|grefts|graft|"
        "grafts|saclarimi ektir*|safir fue|saphire fue|sapphire fue|trasiz sac ekimi|hair restoration|"
        "kadin sac ekimi|sac nakli|hair surgery",
    "sakal ekimi": "sakal ekimi|beard transplant|sakal ektir*|sakal ekim|sakallarimi ektir*",
    "kaş ekimi": "kas ekimi|eyebrow transplant|kas ektir*|kas ekim",
    "kalıcı makyaj": "kalici makyaj|permanent makeup|microblading|mikroblading|microblade|dudak renklendirme|"
        "kas kontur|kas konturu|pudralama|dudak konturu|eyeliner kontur|kalici eyeliner|kalici oje degil|"
        "kas pudralama|pmu",
    "liposuction": "liposuction|lipo|liposuccion|liposakisin|liposaksin|yag aldirma|yag aldir*|vaser|"
        "lipo suction|liposakcin|laser lipo|vaser lipo|yaglarimi aldir*|lipo 360|gidi liposuction|"
        "karin liposuction|liposuctin|lazer lipoliz|yag alma",
    "gıdı estetiği": "gidi aldir*|gidi aldirma|gidi estetigi|gidi eritme|gidi erit*|gidi alma|gidim icin|"
        "double chin|gidi germe",
    "yağ enjeksiyonu": "yag enjeksiyonu|fat transfer|fat grafting|yag transferi|nanofat",
    "karın germe": "karin germe|abdominoplasti|tummy tuck|abdominoplasty|karin germe ameliyati|"
        "karnimi gerdir*|karin gerdirme|karin estetigi",
    "anne estetiği": "anne estetigi|mommy makeover|mommy make over",
    "kol germe": "kol germe|arm lift|bacak germe|thigh lift",
    "meme estetiği": "meme estetigi|gogus estetigi|boob job|breast surgery|gogus ameliyati|meme ameliyati|"
        "gogus yaptir*|gogus operasyonu",
    "meme büyütme": "meme buyutme|gogus buyutme|breast augmentation|silikon taktir*|breast implants|"
        "breast implant|meme silikonu|gogus silikonu|gogus silikon|silikon meme|breast enlargement|"
        "gogus protezi|meme protezi|boob implants|gogsume silikon|memelerimi buyut*|meme implanti",
    "meme küçültme": "meme kucultme|gogus kucultme|breast reduction|gogus kucult*",
    "meme dikleştirme": "meme diklestirme|gogus diklestirme|breast lift|meme toparlama|gogus toparlama|"
        "gogus diklestir*",
    "göz kapağı estetiği": "goz kapagi estetigi|goz kapagi ameliyati|blefaroplasti|blepharoplasty|"
        "eyelid surgery|eyelid lift|goz kapagi|goz kapagi dusuklugu|goz kapagi dusuklugu ameliyati|badem goz|"
        "almond eyes|badem goz estetigi|goz kapaklarim*|goz estetigi|goz torbasi ameliyati|"
        "goz alti torbasi ameliyati|blefaroplasi",
    "kepçe kulak": "kepce kulak|kulak estetigi|otoplasti|otoplasty|ear surgery|kepce kulak ameliyati|"
        "kulagimi yapistir*|prominent ear|ear pinning|kepce kulagim",
    "jinekomasti": "jinekomasti|gynecomastia|erkek meme kucultme|jinekomasti ameliyati|erkek meme|jinokomasti",
    "bişektomi": "bisektomi|buccal fat removal|buccal fat|hollywood yanagi|hollywood yanak|bichectomy|"
        "bisektomi ameliyati",
    "popo kaldırma": "bbl|popo kaldirma|popo estetigi|brazilian butt lift|butt lift|brezilya popo|"
        "kalca estetigi|brezilya kalcasi|kalca kaldirma|popo buyutme|kalca dolgusu",
    "genital estetik": "genital estetik|labioplasti|labiaplasty|vajina estetigi|vajinoplasti|"
        "genital beyazlatma",
    "kirpik lifting": "kirpik lifting|lash lift|ipek kirpik|kirpik lift|kas laminasyonu|lash extensions",
    "selülit tedavisi": "selulit tedavisi|cellulite treatment|g5|g5 masaji|selulit masaji|lpg|endermoloji",
    "bölgesel incelme": "bolgesel incelme|soguk lipoliz|cryolipolysis|coolsculpting|lipoliz|"
        "bolgesel zayiflama|lipolysis|cool sculpting|yag dondurma|fat freezing|kavitasyon|emsculpt|em sculpt|"
        "emslim|bolgesel yag eritme|yag eritme",
    "dövme silme": "dovme sildirme|dovme silme|tattoo removal|dovmemi sildir*|dovme sildir*|lazerle dovme|"
        "remove a tattoo|dovmemi sil*",
    "ben aldırma": "ben aldirma|et beni aldirma|mole removal|ben alimi|et beni|ben aldir*|benimi aldir*|"
        "benlerimi aldir*|et benleri|et beni aldir*|et benlerimi*",
    "siğil tedavisi": "sigil aldir*|sigil aldirma|sigil tedavisi|sigil yaktir*|wart removal|sigil",
    "varis tedavisi": "varis tedavisi|kilcal damar tedavisi|kilcal damar|kilcal damarlar|varis ameliyati|"
        "spider veins|varicose veins|kilcal damarlarim*",
    "dolgu eritme": "dolgu eritme|dolgu eritmek|dolgu erit*|filler dissolving|dissolve filler|dolgumu erit*|"
        "dolgu erime|dissolve my filler",
    "ozon tedavisi": "ozon tedavisi|ozone therapy|ozon terapi",
    "çatlak tedavisi": "catlak tedavisi|stretch marks|stretch mark|catlak lazeri|vucut catlaklari|"
        "catlaklarim icin",
    "yara izi tedavisi": "yara izi tedavisi|scar treatment|scar removal|yara izi|ameliyat izi|dikis izi",
    "mide balonu": "mide balonu|gastric balloon|gastrik balon|mide botoksu|yutulabilir balon",
    "tüp mide": "tup mide|gastric sleeve|sleeve gastrectomy|tup mide ameliyati|obezite ameliyati|"
        "bariatric surgery",
}  # fmt: skip
