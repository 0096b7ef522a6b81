"""The words by which a name is told from what is none: names, titles, and what stands around them, folded."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.names import FIRST_NAMES

# First names that are words of every day as well, Turkish or English: these need a sign that one is meant.
ALSO_WORDS = frozenset(
    """burcu asli edip evren fatih ramazan riza seda sedef sevda arda arzu aydan azra bahar baran basak bilge
    bora can cem ceylan cihan damla demet deniz derya dilek doga dogan duygu ece ela emel emin engin
    eren esen esin eylem eylul filiz gamze gizem gokce gonul gozde gul gulden gunay guven hale hande
    ilhan ilkay inci ipek irem kadir kivanc koray lale levent melek meral mert mesut mete metin mine
    miray naci nazli nil nur oguz onder onur oya ozan ozgur ozlem pinar polat sahin sami sarp sefa selim
    sena serap seren sevgi sevil sevim sevinc sezen sezer simge soner safak suna tan taner tarik tuba
    turan ufuk ugur umut utku veli yagmur yalcin yaren yasar yavuz yeliz yigit yilmaz yonca zafer zeki""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
SURE_NAMES = FIRST_NAMES - ALSO_WORDS
SURNAMES = frozenset(
    """acar akin aksoy aktas arslan aslan avci aydin bulut cakir can celik cetin demir dogan duman erdogan eren
    ates gul gunes guler isik kaplan kara karaca kaya keskin kilic koc korkmaz kurt oz ozcan ozdemir
    ozer ozkan ozturk polat sahin sari simsek tas tekin toprak tunc turan turk uysal yalcin yavuz
    yildirim yildiz yilmaz yuksel unal akgul akman albayrak alkan altin altun arikan atalay avsar
    aydogan aygun bal balci basaran bayrak bayram bektas bilgin bingol boz bozkurt cakmak cinar coban
    coskun dag dagli dal deniz dincer durmaz durmus ekinci eker elmas erbas ergin ergun ersoy ertas
    esmer gencer gok gokce gultekin gungor gur gursoy inan ince isler kahraman kalkan kandemir karabulut
    karaman karatas kartal keles kilinc kizil koca kocak kose kucuk kurtulus kuru mutlu oral orhan ozbek
    ozen ozgur parlak pehlivan sagir sahan sen sener sezer solmaz sonmez soylu tasci tastan temel temiz
    tok topal tosun tuncer turkmen ucar ulusoy uslu uzun varol yaman yazici yesil yetkin yuce zengin""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
ENDINGS = frozenset(
    """a e i u ya ye yi yu yla yle la le na ne in un nin nun da de ta te dan den tan ten dir cim cum cigim
    cugum im um m lar ler gil giller ci daki deki""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# What shops write behind a customer's name in their address book, and what is no name at all.
GENERIC = frozenset(
    """abi abla adres alici amca anne baba bay bayan bey beyaz butik canta cargo customer destek dukkan ekip
    eski firma group hanim hasta hizmet hizmetleri hoca ilgili instagram internet kargo kadin klinik
    klinigi magaza market meta mobile moda musteri musterisi new numara online order ozel patient phone
    satis servis shop siparis store teyze the toptan trendyol urun ustasi whatsapp yeni yetkili home
    work iade elbise ayakkabi beden dis estetik doktor randevu botoks implant""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# "I am Russian."
NATIONS = frozenset(
    """american arab arabic british canadian dutch egyptian english european french german greek iranian iraqi irish
    italian polish russian spanish syrian turk turkish ukrainian""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_CASES = r"(?:'?(?:y?[aei]|y?l[ae]|n?in|[dt][ae]n?|c[iu]m|c[iu]g[iu]m|n))?"
HONORIFIC = re.compile(rf"(?:hanim|bey|hanimefendi|beyefendi|hn|hnm|teyze|amca){_CASES}")
FAMILIAR = re.compile(r"(?:abla|abi|agabey|hoca|hocam|usta|kardes|kardesim)(?:'?[a-z]{1,3})?")
NOT_BEFORE_HONORIFIC = frozenset(
    """yarin bugun dun benim bizim onu hoca hocam ev uc patron hekim docent operator kasiyer manav bakkal
    baytar yonetici yine gene evladim yavrum bi hallo sir madam team alo biri diye artik peki simdi
    hemen once sonra genc yasli asistan avukat ebe eczaci gelin garson hakim hemsire hostes kasap komsu
    komutan kuafor kurye kuyumcu muhasebeci mudur muhendis muhtar ogretmen polis psikolog savci sekreter
    sofor terzi usta veteriner diyetisyen fizyoterapist estetisyen resepsiyon karim kocam kizim aksamlar
    ama bana bay bayan ben bir bu buyrun cok degerli doktor dr efendim evet gelsin gun gunaydin gunler
    hangi hayir ilgili ile iyi kadin kolay lutfen merhaba merhabalar mi nasil ne o olan sayin selam
    selamlar sen siz sizin sn su tabi tabii tamam temsilci tesekkurler ve veya ya yani yetkili yok var
    hello hi""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
TITLES = frozenset(
    """av avukat bay bayan doc doktor dr dt hemsire mr mrs ms miss op opr prof sayin sn sevgili dear uzm""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Whoever says this tells a name, however it is written.
TELLS_NAME = re.compile(
    r"(?:\b(?:(?<!kac )(?<!her )(?<!ilk )(?<!bir )adim(?:iz)?|ismim|isim soyisim|isim soy ?isim|ad(?:im|"
    r"i)? ?(?:ve )?soy ?ad(?:im|i)?|ad soyad|adi soyadi|"
    r"soyadim|soyismim|my (?:full )?name is|my name's|name's|my names|ich heisse|mein name ist|je m'appelle|"
    r"me llamo|"
    r"(?:hasta(?:n|min|m[iu]zin|nin)?|alici(?:nin)?|cocu[gk]\w{1,5}|musteri(?:nin)?|kizimin|oglumun|esimin|"
    r"annemin|babamin|kisinin) (?:adi|ismi)|mi nombre es|mi chiamo|меня зовут|اسمي)\b|"
    r"\b(?:ad|isim|name|full name|alici|alici adi|musteri|hasta|hasta adi|gonderen|kisi|"
    r"teslim alacak|teslim alacak kisi|yetkili)\s?[:=])\s*[:=,-]?\s*$"
)
MAY_TELL_NAME = re.compile(
    r"\b(?:ben|bendeniz|benim|i am|i'm|im|this is|it's|ich bin|je suis|soy|я)\s*,?\s*$"
)
ENDS_NAME = frozenset(
    """on not in wrong very misspelled already atiyoruz atmaz atin atma ciksin cikmis gecsin olsun sadece
    yerine evlenmeden onceki oldugunu kac adina adini adi degil dogru dun bugun yarin simdi eksik
    gecmiyor gorunmuyor gorunuyor hatali istiyorum kayitli kim mi listede nasil ne nedir neden ney
    nerede neydi olacak sistemde yanlis yazildi yazilmis yaziyor yazili yazsin yok duzeltin degistirin
    degisti soyle hala cikmiyor bulunamadi adres adresim and ben beden bir burada burda but by de diye
    dogum for from i ile icin is kargo kayit mail no numara numaram olan olarak order randevu siparis
    siparisim size soyadim ve tc tel telefon telefonum var yasim yasindayim yazar yazacak uzerine""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
REVERSED = re.compile(r"\b(?:merhaba(?:lar)?|selam(?:lar)?|slm|mrb|iyi \w+|gunaydin|alo)\W{1,3}$")

# What only looks like a name with an ending: "yaşında" is no Yasin's.
UNBENT = frozenset(
    """burcum arife rizam sinema sinemada sinemaya yasina yasinda yasindan yasini yasinin yasindaki yasindayim
    yasinla okanda evreni""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Said right before a name that has a capital: "kızım Defne".
KIN = re.compile(
    r"\b(?:es(?:im|i)|kocam|karim|kizim|oglum|kardesim|annem|babam|ablam|abim|agabeyim|teyzem|halam|dayim|"
    r"amcam|yegenim|"
    r"arkadasim|komsum|nisanlim|torunum|gelinim|damadim|bebegim|ogrencim|husband|wife|daughter|son|mother|"
    r"father|friend|"
    r"sister|brother|mom|dad)(?: olan)? $"
)
ADDRESSED = frozenset("adina adiyla ismiyle ismine isimli namina".split())  # noqa: SIM905
BEFORE_ADINA = frozenset(
    """baska baskasi baskasinin ben benim biri birinin bizim bu da de diger esim esimin farkli firma firmam
    hangi her iki is kendi kendim kim kimin o onun siz sizin sirket sirketim sirketimiz su tek ve ayni
    adi kizim kizimin oglum oglumun annem annemin babam babamin kardesim kardesimin urun iade kargo
    siparis randevu fatura saglik guvenlik hijyen bilgi ayri yanlis ikinci kisi kisinin magaza okul
    hastane vakif dernek kurum isletme ad isim""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
BEFORE_SURNAME = frozenset("beden numara blok kat".split())  # noqa: SIM905
CLOSING = re.compile(
    r"\b(?:saygilar\w{0,8}|sevgiler\w{0,8}|selamlar\w{0,6}|tesekkur\w{0,8}(?: ederi[mz])?|tsk\w{0,4}|"
    r"iyi (?:gunler|aksamlar|"
    r"calismalar)|kolay gelsin|regards|thanks|thank you|cheers|sincerely)[ ,.!\n-]{1,4}$"
)
NO_SIGNATURE = frozenset(
    """merhaba selam tesekkurler tesekkur iyi gunler lutfen kolay gelsin sevgiler saygilar evet hayir tamam
    again much you so all guys everyone herkese size sizlere ederim ederiz in bye""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Put together as surnames are: "Akdağ", "Taşdelen", "Kocaoğlu".
LIKE_A_SURNAME = re.compile(
    r"(?:(?:ak|kara|ala|boz|sari|kizil|gok|tas|demir|oz|er|koca?|ulu|alt[iu]n|kilic|celik|ay|gun|yil|bay|"
    r"bey|tok|kor|can|bil|"
    r"dur|sev|yaz|ser|kir|kur|bas|ozg|tur|kap|ilk|han)(?:kaya|dag|tas|demir|turk|soy|kan|han|kurt|alp|goz|"
    r"delen|kus|gul|tepe|"
    r"dogan|bilek|oz|pinar|yurt|yildiz|gen|tekin|bulut|aslan|arslan|sel|lioz|yurek|maz)|[a-z]{3,12}oglu)"
    r"(?:n?[iu]n|[dt][ae]n?|y?[ae]|y?l[ae])?"
)

# Verbs and institutions, which a name in small letters is told from: "der misiniz hanımefendi", "okul birliği adına".
NO_NAME = re.compile(
    r"\w+(?:[dt][iu][mnk]|[dt][iu]n[iu]z|yo[rmdn]\w{0,6}|s[iu]n[iu]z|[iu]n[iu]z|m[iu]s\w{0,5}|"
    r"[ae]ca[kg]\w{0,4}|[ae]ce[kg]\w{0,4}|"
    r"l[iu]g[iu]|[ae]s[iu]|vakfi|dernegi|okulu|kurumu|birligi|sirketi|merkezi|subesi|y[iu]m|[dt][iu]r|"
    r"[dt][ae]ki|[a-z]{3,}c[iu])"
)
