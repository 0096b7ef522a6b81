"""Words by which a message speaks of bulk, corporate or resale buying.

Three kinds: the trade's own words (wholesale, dealer, terms); who buys (a shop, a hotel, an employer for the
staff); and how much. A word of the trade in another sense, or in the mouth of one who sells to us, is none.
"""

from __future__ import annotations

import re

from invekto.chat_analysis.analysis import Entity
from invekto.chat_analysis.normalise import Folded, fold_text
from invekto.chat_analysis.notation import Page, phrases

# From this many pieces on, nobody is buying for a household.
_BULK_PIECES = 20
# Up to so many are bought for oneself and one's own.
_HOUSEHOLD_PIECES = 5
_CASES = frozenset({"carton", "series"})

# Who offers goods, services or labour to us wants nothing from us.
_SELLERS = phrases(
    "(üreticiyiz/imalatçıyız/imalatçısıyız/üreticisiyiz/tedarikçiyiz/tedarikçisiyiz/toptancıyız), "
    "size (ürün)? (satmak/tedarik/teklif/sun*), "
    "sizlere ~ (sun*/teklif/tedarik/tanıt*), (ürünlerimizi/hizmetlerimizi/firmamızı/"
    "kataloğumuzu) ~ (size/sizlere/tanıt*/sun*), "
    "numune gönder* size, (kargo/lojistik/ambalaj/yazılım/ajans/reklam/matbaa) (firmasıyız/"
    "şirketiyiz), "
    "(size/sizin için/mağazanıza/firmanıza) ~ (satabilir*/yapabiliriz/hazırlayabiliriz/"
    "verebiliriz/sağlayabiliriz), "
    "(ben/biz) ~ (tanıtayım/tanıtalım/reklamını), (takipçim/takipçi*/follower*) ~ (var/have), "
    "tanıtım ~ (yapalım/yapayım), iş birliği ~ takipçi*, "
    "ilgilenir mi*, ilgilenirsen*, ilgilenenler*, (ihtiyacınız/ihtiyaciniz) ~ (var/olur*), "
    "lazım olursa, lazımsa, ne lazımsa, (fiyatlarımız*/hizmetimiz*/hizmetlerimiz*/numunelerimiz*/"
    "çözümlerimiz*/tasarım bizden), "
    "(sunum/tanıtım) (yap*/gerçekleş*), (iş/çözüm) ortağı*, (numune/katalog/broşür) bırak*, "
    "bırakalım dükkana, size özel, (elimde/elimizde/bizde) ~ (var/toptan) ~ (alır/koyar/ister), "
    "alır mısınız toptan*, (alınır satılır), "
    "(basıyoruz/üretiyoruz/uretiyoruz/imalatı yapıyoruz/ithal ediyoruz/hizmet veriyoruz/"
    "servisi veriyoruz/kuruyoruz/çıkarırız/distribütörüyüz/exporter/exporters) , (yapılır/verilir/"
    "bulunur) esnafa, "
    "(komisyon*/paylaşsak/bölüşsek) ~ (sizde/benim), siz (alır/satar) mısınız, "
    "siz (mağazada)? sats*, (ürünlerini/ürünümü/ördüklerimi/yaptıklarımı) ~ sats*, ikinci el*, "
    "(eski/kullanılmış) ~ sat*, dijital ajans*, "
    "(çalışacak/çalışcak/eleman/personel) (adam*/ar*/alım*/lazım/alıyor*), iş (arıyorum/başvuru*/"
    "ilan*), cv*, (özgeçmiş*), "
    "kiralık ~ (dükkan/mağaza/depo), (we/our) (manufacture/supply/produce/offer/provide), "
    "we sell ~ (to you/for you), our (factory/products/catalogue/catalog/company offers), "
    "(interested) in (our/working), dear (sir/sirs/purchasing/manager), sir we, (you can/"
    "can) (import/buy) from us, seek buyers, cooperat*, reply yes, have an offer, "
    "we are ~ (factory/manufacturer/supplier/producer/agency), "
    "(sell/offer/supply) (to)? you (our)?, we do ~ for (stores/shops/brands), i look for work, "
    "looking for (a)? (job/work), apply for ~ (job/position), vacanc*",
)

_NOT_TRADE = phrases(
    "toptan* değil*, toptan* (yalan*/iptal*/iade*/hepsini/sil*/mı perakende/mi perakende), "
    "(hepiniz/siparişlerimi*/hepsini) ~ toptan*, toptancı* (değil*/al*/dan al*), "
    "toptancıdan, bayiden (al*), bayi* (değil*/mesaj*/nerede*/nerde*), bayi (mi/misiniz), "
    "yetkili (bayi*/servis*/satıcı*), "
    "(değilim/değiliz) ~ bayi*, cari hesabım*, seri (numara*/no*/katil*/üretim*), serinin, (koli/"
    "paket) band*, hediye paket*, (home/ev) ofis*, "
    "(ofise/ofisime/iş yerime/işyerime/şirkete/mağazaya/dükkana/otele/okula) (yolla*/gönder*/"
    "teslim*/kargo*/getir*/gelsin/kestir*), "
    "(şirkete/firmaya/şirketime/şahıs şirketi*) ~ (kes*/fatura*), (firma/şirket) (adına/unvan*/"
    "ismi*/adı*), adıma, "
    "(the bulk of), (authori?ed/authorised/authorized) (dealer*/reseller*), dealer for, "
    "not (wholesale/a dealer/reseller), home office, business (days?/hours?/tax*), "
    "(dükkan/mağaza/iş*) ~ (bıraktım/kapattım/devrettim), (dükkan*/mağaza*) (açarken), "
    "kredi* vade*, vadeli (hesap/mevduat), toptan (söyl*/konuş*), bayi kapalı*, dealer or, "
    "my company (name/card), (kızımın/oğlumun/çocuğun) okul*, "
    "okul (kıyafet*/çanta*/forma*/ayakkabı*), oyun (konsol*), market (alışveriş*/poşet*), "
    "otelde (kal*/tatil*), (mağazanız*/dükkanınız*/şubeniz*), (kargo/tır/kamyon) (firma*/şirket*), "
    "mağazadan (al*), marketten al*, dükkandan al*, kurumsal (kimlik*), tedarik ~ (süre*/sorun*/"
    "edilem*)",
)

_TRADE = phrases(
    "toptan, toptana, toptancıyım, toptancıyız, toptancı (fiyat*/mı*/indirim*), toptancıya*, "
    "toptancısınız, bayi (ol*/fiyat*/şart*/kodu*/panel*/giriş*/liste*/arıyo*/veriyo*/indirim*/"
    "başvuru*/alım*/sipariş*/hesab*/iskonto*), bayilik*, bayiliğ*, (bayiniz*/bayisi) (ol*/yok/"
    "vermek), bayisiyim, bayisiyiz, toptancı gelm*, distribütörün* (var*/kim*), bayiyim, bayiyiz, "
    "bayilere, dropship*, dropsip*, xml (veriyo*/veriyor*/bayi*/bağlan*/entegr*), (kasayla/"
    "kiloyla/seriyle/balyayla/çuvalla/düzineyle), (kutu kutu/koli koli/kasa kasa/balya balya/"
    "çuval çuval),  toplu (al*/sipariş*/fiyat*/ürün*/olarak/halde), perakendeciy*, "
    "distribütör* ol*, distribütörlük*, distribütörlüğ*, (büyük/yüklü/peşin) alım*, kademeli, "
    "satılır bun*, adede göre, özel etiket*, (bizim/kendi) (marka*/etiket*) ~ üret*, (logo*/isim/"
    "firma/marka) ~ (basılsın/bastır*/basıyor*/basabil*/basar*/basılı), mal bağla*, (mağazalara/"
    "esnafa/bayilere/dükkanlara) ~ (iskonto*/fiyat*/indirim*), (komşulara/köylere/köyde/çevreme/"
    "pazarda/müşterilerime) ~ sat*, (elinizde/stokta*/stoktaki) ~ (hepsini/tamamını/bütün*) ~ al*, "
    "hepsini alırım, (bütün/tüm) ~ (öğretmen*/personel*/çalışan*/üye*/misafir*/öğrenci*/sınıf*), "
    "dağıtıcılık*, franchis*, "
    "(çok/fazla/yüklü) ~ (adet/miktar*) ~ (al*/indirim*/fiyat*), (adetli/miktarlı) (al*/sipariş*), "
    "kurumsal (alım*/sipariş*/müşteri*/satış*/hediye*/fiyat*/indirim*/iş*/çözüm*/üyelik/teklif*/"
    "departman*/anlaşma*), "
    "(asgari/minimum/minumum/minimun/min) (sipariş/adet*/kaç), minimum (sipariş*/adet*/alım*/"
    "order*/quantit*/kaç*), min (sipariş/adet/kaç/order*), en az (kaç/ne kadar*) ~ (al*/sipariş*/"
    "üret*/adet/lazım), alt sınır*, alım (limit*/koşul*/şart*/sınır*), "
    "kaç (tane*/adet*) (sonra/alırsam/alırsak/üzeri/üstü) ~ (fiyat*/indirim*/düş*/toptan), "
    "kaç (taneden/adetten/koliden/parçadan/çuvaldan) (sonra/aşağı), adet arttıkça, (yüklü/düzenli/"
    "sürekli/toplu/aylık) (alım*/müşteri*/alıcı*), "
    "(container*/palet/paletle/pallet*/kamyonla/tırla), konteyner (bazında/fiyat*/yük*/dolusu), "
    "(yarım/bir/tam) tır, fabrika (fiyat*/çıkış*), depo (satış*/fiyat*), "
    "(koli/koliyle/kolisi*/kolide/kolili*/çuval/çuvalını/kasa/kasası/seri/serisi/düzine*/karton/"
    "kartonu) (fiyat*/ne/kaç/kaça/tutar/hesab*/bazlı/bazında/halinde/içi/ne kadar/olarak/mal/var), "
    "karışık seri, (bir/1/iki) seri, (seri/lot) (al*/halinde), seri alsam, for one carton, "
    "one carton ~ (price/much), (koliyle/çuvalını/düzine*) ~ (sat*/ver*/al*), seri ~ (geli*/ver*), "
    "price ~ (carton/series/dozen/case), "
    "(li/lı/lu) asorti, asorti*, seriyle, düzine hesab*, gramla mı, kiloyla mı, (çekle/"
    "senetle) (çalış*/olur*/öde*), (esnafla/esnafa) ~ (çalış*/indirim*/fiyat*), esnaf indirim*, "
    "veresiye, döner sermaye*, tek elden, vade (olur*/yap*/var*), vadeli (çalış*/öde*/al*/çek*/"
    "olur*), olurmu vade, (çek/senet) (ile/kabul*/geç*), açık hesap, cari (hesap/aç*/kart), "
    "iskonto oran*, bayi iskonto*, alış fiyat*, geliş fiyat*, tedarik (etmek/edebilir*/eder/"
    "ederim/ediyor musun*/sağla*), tedarikçi ar*, temin (ets*/edeceğ*/etmek), (malzeme/"
    "ürün) temin*, teklif mektub*, fiyat çalış*, teklif (al*/iste*/rica/ver*/çıkar*), lookbook*, "
    "fason*, "
    "özel üretim*, marka (bizim/benim), kendi marka*, markamız*, (logolu/logomuz*/logosu bas*/"
    "isim baskı*/adı yazcak/adı yazacak), promosyon (ürün*/malzeme*/olarak), eşantiyon*, "
    "(tekrar/alıp) (satmak/satıcam/satcam/satacağ*/satacam/satıyo*/satış için/satsam/satabilir*), "
    "götürüp sat*, (satıcam/satcam/satacağım/satacam/satıcaz/satcaz/satacağız/satmayı düşün*), "
    "(satmak istiyor*/satışını yapmak*/satabilir miyi*), (satıcısı*/satıcı olmak), (internette/"
    "instada/instagramda/pazaryerinde) ~ sat*, pazaryeri satıcı*, pazarcıyım, (satsam/"
    "satayım) ~ (siz/sizin), (sizin/senin) ~ (satsam/listele*), (acente*/acentelik) (aç*/ver*/"
    "ol*), spot çalış*, ikinci kalite (ver*/var/ol*), seri (karışık/sonu), ziraat bayi*, "
    "(sezon sonu/seri sonu/ikinci kalite/kalan) ~ mal*, ihale* (dosya*/için/gir*), marj*, "
    "bize ne kalır, (depo) (fiyat*), profesyonel fiyat*,  satmak (üzere/için), satmaya al*, "
    "satmaya ~ (al*/düşün*), (ben/biz) de sats*, satışını yap*, (dükkanda/dükkanımda/mağazada/"
    "mağazamda/sitemde/sitemizde/trendyolda/etsyde/pazarda/pazaryerinde) ~ (sat*/ekle*/koy*), "
    "(reyon*/rafa/raflar*/vitrin*) ~ koy*, mal (lazım/almak/alıcam/alcam/alacağ*/çek*/koy*/alımı), "
    "(partiden/parti mal*), (ihracat*/ihraç*/export*/importer*), (rusyaya/ıraka/libyaya/avrupaya/"
    "azerbaycana/gürcistana/yurtdışına) ~ (gönderiyo*/gönderip/satıyo*/götürü*) ~ mal, "
    "mağazalara ~ (gönder*/sat*), (whole sale/wholesale*/bulk/reseller?/resellers/resell*/resale/"
    "dealership/distribution/stockist*/franchise), (dealer/distributor) (price*/discount*/terms/"
    "program*/application), (be/become) ~ (dealer/distributor*), shop price, import your, "
    "from you to (sell/resell), b2b*, moq, "
    "procurement, contract pricing, credit terms, sales rep*, branded, unit cost, lead time, (be/"
    "become) ~ agent, (with) (our/my) logo, (supplier needed/need supplier/"
    "looking for (a)? supplier), (we/i) export, (trade/bulk/volume) (terms/price*/account*/"
    "discount*/rate*/order*/customer*), corporate (order*/gift*/purchase*/account*), "
    "private label, white label, "
    "(stock/carry) (your/you) , retailer, retail (partner*/margin*), giveaway*, sell (them/these/"
    "your/it) (in/at/to), margin*, days credit, (net 30/net 60), (supply/supplier) (me/us/for), "
    "supply (my/our), "
    "(price list/pricelist/line sheet/catalogue/catalog) ~ (trade/shop*/store*/retail*/dealer*), "
    "by the (carton/case/box/pallet/dozen), per (carton/case/pallet), (lower/better/"
    "special) (rate/price) ~ (quantity/bulk/if i buy), exclusive (distribut*/right*), "
    "(çoklu/adetli) alım*, ihale* (teklif*/şartname*), tüzel kişi*, e ticaret* (başl*/yap*/site*), "
    "(bayi/kurumsal/esnaf/toptan) fiyat*",
)

# Places of trade only: "salon", "fırın", "büfe" and "tezgah" also stand in homes.
_SHOP = (
    "(butiğ*/butik*/dükkan*/mağaza*/magzam*/market/marketim*/bakkal*/kırtasiye*/eczane*/kuaför*/"
    "güzellik salon*/cafe*/kafe/kafem*/restoran*/lokanta*/otel/otelim*/hotel/pansiyon*/"
    "apart otel*/"
    "apart daire*/kantin*/pastane*/klinik*/kliniğ*/spor salon*/anaokul*/kreş*/okul aile*/firma*/"
    "şirket*/ajans*/ticarethane*/çiftliğ*/çiftlik*/hastane*/huzurevi*/fabrika*/kahvehane*/"
    "çay ocağ*/berber*/gelin evi*/düğün salon*/kafeterya*/dershane*/tesis*/muayenehane*/"
    "futbol okul*/dernek/vakıf/belediye/kooperatif)"
)
_BUYERS = phrases(
    "(dershane/spor salonu/kafe/cafe/restoran/lokanta/otel/pansiyon/kuaför/market/bakkal/kantin/"
    "klinik/eczane/hastane/fabrika/şantiye/firma/kreş/anaokulu/düğün salonu/dernek/vakıf/fuar/"
    "festival) (için/icin)",
    f"{_SHOP} (işletiyo*/işletme*/açtım/açtık/açıyo*/açıcam/açacağ*/sahibiyim/sahibiyiz/adına/"
    "zincir*/donatı*/kuruyo*) ",
    "istoç* ~ yerim, trendyol* ~ mağaza*, (anaokulu/okul/yurt/otel/kreş) müdür*, stand aç*, "
    "halk eğitim*, personel yemekhane*, tekne turu, (pet shop/petshop/market/kafe/cafe/"
    "butik) ~ aç*, (eczaneye/markete/kafeye/mağazaya/dükkana/reyona) ~ koy*, ana depodan, "
    "(kamyonetimiz*/kamyonumuz*), atölyesiyim, işletiyo*, işletmeciyim, (müdürüyüm/sorumlusuyum/"
    "koordinatörüyüm/antrenörüyüm), (satın alma/satınalma) (departman*/birim*/müdür*/sorumlu*/"
    "ekib*/benden), (kreşteyiz/eczaneyiz/kafeyiz/petshopum*), (mağazama/dükkanıma/kafeme/"
    "lokantama/marketime/lokantaya/anaokuluna/kreşe/kreşimize/hastanemize/okulumuza/otelimize/"
    "şirketimize/kafemize/muayenehanemize/kulübümüz*), müteahhid*, (yönetimiyiz/okuluyuz/"
    "lisesiyiz/okulundayız/şantiyesiyiz), (çocuk parkı*), (benim/bizim) (dükkan*/mağaza*/kafe/"
    "kafeye/lokanta*/restoran*), (güzellik merkez*/kafe/cafe/butik*/butiğ*/dükkan/mağaza/salon*/"
    "petshop/restoran/otel/pansiyon/kreş/market/büfe) ~ (aç*/açıyo*/açıcaz/kuruyo*/açılış*), "
    "(birliği/derneği/vakfı/kulübü/sendikası/belediyesi/kaymakamlığı) olarak, (butiğim*/dükkanım*/"
    "mağazam*/marketim*/bakkalım*/kırtasiyem*/eczanem*/kuaför salonum*/güzellik salonum*/"
    "düğün salonum*/muayenehanem*/kulübüm*/villalarım*/odalarım*/dairelerim*/ekibim*/"
    "emlak ofisim*/sınıfımıza/kafem*/cafem*/restoranım*/lokantam*/otelim*/pansiyonum*/kantinim*/"
    "pastanem*/"
    "kliniğim*/atölyem*/firmam*/şirketim*/ajansım*/işletmem*/anaokulum*/kreşim*/okulum*/hastanem*/"
    "fabrikam*/şubemiz var/şubemiz için/stüdyom*/derneğim*/sendikam*/huzurevim*/yurdum*/bürom*/"
    "ofisimiz*/kooperatifim*/"
    "vakfım*/tesisim*/spor salonum*/mekanım*/kuaförüm*) (için/var/de/da)? ",
    "(firmasıyız/firmasıyım/firmayız/şirketiz/ajansız/işletmeyiz/zinciriyiz/kulübüyüz/derneğiyiz/"
    "okuluyuz/oteliyiz/yönetimiyiz/belediyesiyiz/barınağı*/belediyeden yaz*/mağazasıyız/mağazayız/"
    "oteliz/kafeyiz/restoranız/vakıfız/derneğiz/esnafım/esnafız/muhtarlık olarak/muhtarlığa/"
    "muhtarım/kooperatif olarak)",
    "(dükkana/markete/kafeye/restorana/otele/oteline/otelin/lobisine/ofisimize/şirketimize/"
    "okulumuza/reyona/pansiyona/kliniğe/kantine/şantiyeye) ~ (koy*/lazım/çektiğ*/alıcam/alcam/"
    "alacağ*/alınacak/berjer*/komodin*/dağıt*/adet)",
    f"{_SHOP} (olarak/için/adına) ~ (al*/lazım/ihtiyaç*/bak*/sipariş*/istiyo*/düşün*/tedarik*)",
    "(personele/personelimiz*/personel/çalışanlar*/çalışanımız*/işçilere/işçilerimiz*/ekibimiz*/"
    "ekibe/üyelerimiz*/üyelerine/müşterilerimiz*/misafirlerimiz*/sakinimiz/sakinlerimiz*/"
    "öğrencilerimiz*/öğrencilere/müvekkil*/davetlilere/konuklarımız*/bayilerimiz*/katılımcılar*/"
    "elemanlar*) ~ ~ (için/al*/ver*/dağıt*/lazım/hediye*/koli*/yap*/gönder*/yaptır*/istiyo*/iş/"
    "kıyafet*)",
    "(personelimiz*/üyelerine/çalışanlara/çalışanlarımıza/çalışanımıza/çalışanına/işçilere/"
    "ustabaşı*/müvekkillerine), (sınıf annesi*/okul aile birliğ*), yemekhane*, (site/"
    "apartman) yönetimi*, (tabldot/catering), şube (var/için), (iki/üç) şubemiz",
    "(festivalde/fuarda/panayırda/kermeste/pazarda) (stand*/stant*/aç*), (düğünlerde/"
    "organizasyon*) ~ (sürekli/temin*/al*), kiraya veriyo*, (düğün/kına) ~ organizasyon*",
    "(dağıtıyoruz/dağıtacağız/dağıtcaz/dağıtmak), (her/bütün/tüm) (odaya/masaya/çalışana/"
    "öğrenciye/personele/okula/sınıfa) ",
    "levham var, vergi levham, müşterilerime, (şirketin/otelin/fabrikanın/hastanenin/derneğin/"
    "kafenin/restoranın/ofisin) ~ ~ (al*/lazım/ihtiyaç*), (kuaföre/berbere) ~ (al*/lazım), "
    "(mağaza/dükkan/market/kafe/butik) (sahibiyim/sahibiyiz)",
    "(my/our) (own)? (little/small/new)? (shop/shops/store/stores/boutique/market/school/cafe/"
    "restaurant/company/firm/deli/café/villas/kindergarten/nursing home/salon/team/staff/"
    "employees/guests/clients/customers/students/gym/clinic/hostel/bar/bakery/pharmacy/warehouse/"
    "dealership/gift shop*/nursery/church/club)",
    "(i/we) (own/run/have/manage/opened/opening/open) (a/an/two/three/several)? (small/"
    "little)? (shop/store/boutique/market/hotel/cafe/restaurant/company/deli/salon/gym/hostel/bar/"
    "bakery/chain/business)",
    "(chain/group) of ~ (shops/stores/hotels/restaurants/cafes), (restaurant/hotel/retail) (group/"
    "chain), (sell/list/selling) ~ on (etsy/ebay/amazon), chain of, (have/has) ~ (shop/boutique/"
    "minimarket/store/market), (school/hotel) (uniform*/procurement) , our (event/conference/"
    "wedding guests), we (are/re)? (a/an) (shop/store/boutique/hotel/cafe/restaurant/company/"
    "school/chain/reseller/retailer*)",
    raw=r"(?:sirkete|okula|otele|krese|ofise|kafeye|hastaneye|dernege|belediyeye|camiye|subeye|"
    r"fabrikaya) (?:[a-z]+ ){0,2}?\d\d+ (?!numara|beden|gun|tl|yas)[a-z]{3,}|(?!ogrenci|kiraci|"
    r"yabanc|birinc|ikinc|ucunc|sonunc|kac|gurc|inc|yalanc|davac|sikayetc|merakl|ev)"
    r"\w{3,14}c[iu]y(?:im|um|iz|uz|am)|(?:berber|kuafor|terzi|manav|kasap|esnaf)[iuy]?y?(?:im|um|iz|uz)",
)

# A number of things, without a word for pieces: "50 plastik sandalye", "around 180 little soaps".
_TENS = (
    r"(?:yirmi|otuz|kirk|elli|altmis|yetmis|seksen|doksan)(?: (?:bir|iki|uc|dort|bes|alti|yedi|"
    r"sekiz|dokuz))?"
)
_UNITS = (
    r"(?:ml|gr?|kg|cm|mm|mt?|w|v|mah|gb|tb|mb|tl|ay|dk|no|k|den|dan|ten|tan|de|da|te|ta|mi|mu|ve|"
    r"or|to|and|lt|li|lu|lik|luk|eu|pm|am|min|for|in|on|at|please|"
    r"(?:gram|kilo|metre|inc|watt|volt|lira|euro|dolar|usd|gun|day|hafta|week|month|yil|year|sene|"
    r"saat|hour|dakika|yas|numara|beden|bden|kez|kere|defa|time|"
    r"taksit|derece|ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|"
    r"veya|ila|parca|kisilik|ekran|litre|denye|model|sayfa|sinif|size|resim|foto|"
    r"mesaj|yorum|puan|takipci|january|february|march|april|june|july|august|september|october|"
    r"november|december|ayar|hane|degil|olan|olur|olsun|diye|yerine|"
    r"ile|gibi|kadar|etiket|provizyon|corolla)\w{0,5})"
)
_MANY = (
    rf"(?<!%)(?:(?!20[12]\d)[2-9]\d|[1-9]\d\d|[1-9]\d{{0,2}}(?:00|50|\.?000)|(?:\w+ )?yuz {_TENS}|"
    rf"(?:iki|uc|dort|bes|alti|yedi|sekiz|dokuz) yuz|{_TENS})(?:-\d+)?(?: (?:tane|adet|kusur))? "
    rf"(?!{_UNITS}\b)"
)
_GOODS = (
    r"(?:kalem|defter|tisort|tshirt|t-shirt|shirt|mont|termos|havlu|bornoz|sandalye|masa|koltuk|"
    r"komodin|buzdolab|perde|tabak|bardak|"
    r"catal|bicak|kasik|fincan|kupa|mug|canta|bag|ayakkabi|terlik|corap|sock|forma|sapka|cap|yelek|"
    r"battaniye|blanket|nevresim|yastik|pillow|hali|"
    r"kilim|kolonya|magnet|mum|candle|sabun|soap|cikolata|kutu|kep|cubbe|rozet|madalya|saksi|"
    r"paspas|laptop|bilgisayar|tablet|telefon|kulaklik|"
    r"powerbank|ajanda|takvim|oyuncak|toy|kitap|fidan|kask|eldiven|maske|gozluk|tulum|onluk|gomlek|"
    r"pantolon|elbise|dress|kazak|polar|sweat|hoodie|"
    r"towel|chair|table|pen|box|lamp|lamba|tepsi|tencere|tava|yatak|mat|minder|kilif|sezlong|"
    r"semsiye|umbrella|tabure|isitici|kapi|pencere|hediye|davetiye|zarf|kese|kavanoz|koltuk|"
    r"notebook|backpack|unit|cand|"
    r"gift|favou?r|kart|anahtarlik|cakmak|stand|raf|dolap|klima|printer|yazici|monitor|cup|plate|"
    r"glass|uniform|uniforma|apron|sepet|paket|set|"
    r"takim|rahle|top|balon|cicek|kol dugmesi|kravat|atki|bere|matara|suluk|bez|piece|item|pair|"
    r"cift|robe|slipper|basket|mask|glove)"
)
_MANY_THINGS = phrases(
    raw=rf"{_MANY}(?:[a-z]+ ){{0,2}}?{_GOODS}(?:l[ae]r\w*|es|s|[iuae]|s[iu]|l[iu]k)?|adet \d{{2,}}|"
    rf"(?:{_TENS}\w*) yakin"
)
# Of things we have no name for, if they are ordered.
_MANY_OTHERS = phrases(
    raw=rf"{_MANY}(?!\w*(?:yor?|yom|yon|[dt][iu]m?|m[iu]s|sen|lim|sek|cak|dim|sin|yim|unur|"
    rf"arca)\b)[a-z]{{4,}}"
)
_ORDERED = phrases(
    "(lazım/alacağız/alacaz/alıcaz/alcaz/alınacak/istiyoruz/yaptıraca*/yaptırca*/yaptırmak/"
    "bastır*/sipariş ver*/kaça/teklif*/baskılı/dağıt*/need/order/quote/pcs)",
)
# So many heads are no household.
_MANY_HEADS = phrases(
    "(hepsine/herkese) (birer/ikişer), kişi başı",
    raw=rf"(?:[2-9]\d|\d{{3,}}|(?:\w+ )?yuz {_TENS}|{_TENS}) (?:kisi(?:yiz|ye|lik)?|isci\w*|ogrenci\w*|"
    r"personel\w*|calisan\w*|hemsire\w*|cocuga|haneye|aileye|davetli\w*|uye\w*|rooms|"
    r"employees|guests|kids|students|people|sakin\w*|calisan\w*|daire\w*|oda|ogrenci)|(?:[6-9]|"
    r"\d\d+) (?:oda|daire|blok)(?:ya|ye|un)?(?! ?(?:li|salon|ev))|(?:[6-9]|\d\d+) odali(?! ev)|"
    r"\d+ (?:sube|kampus|eczane|magaza)(?:li|lik|yiz|si|miz|ye|ya)?",
)
# A trade or a crowd that is only told of, mostly in anger.
_TOLD = phrases(
    "(ayıp*/yakışma*/kabul edilemez/kaba/saygısız*/güldü*/soğudu*/izliyodu/anlattım/anlatacağım/"
    "tavsiye etme*/never again/rude/rezalet*/hatırlı/gönlünüz*)",
)
_ADDRESS = phrases("(mah/mahalle*/sok/sokak*/cad/cadde*/kat/blok no/apt/adresim*/adres/no)")
# Of a parcel in several cartons one asks where the other is.
_DELIVERED = phrases(
    "(gelecekti/gelcekti/gelcek*/geldi/gelmedi/gelecek/gelmiş/kurye*/eksik/bıraktı/teslim ed*/"
    "arrived/came/missing), only for my house"
)
_SELLING = phrases("(satış yap*/satıyorum/satıyoruz/satıyom/satıyoz/satarım/satarız), (i/we) (sell/list)")
_OUR_GOODS = phrases(
    "(sizin/sizden/sizinle/ürünleriniz*/ürünlerinizi/markanız*/toptan*/pijamalarınız*/your/from you)"
)
_SINGLE = phrases(
    "(tek bir/bir tane/1 tane/1 adet/bir adet/tek ürün/tekini/birer tane), (just/only) (one/1/"
    "the one), (one/1) (piece/unit), tek (almak/alıcam/alcam)"
)
_WEAK = phrases("proforma*, pro forma, (fiyat teklif*)")
# Who only asks for a paper, or about a thing bought, is no bulk buyer by his trade alone.
_PAPERS = phrases(
    "(bıraksın*/bırakın/bırakıl*/teslim*/kargo/kargom*/kargoyu/karşısı*/yanındaki/kurye*/card/"
    "declined/fatura/faturam*/faturayı/faturanın*/faturada/kesin/kesil*/kesmen*/kesebil*/adına/"
    "gider göster*/belge*/muhasebe*/iade*/kargom*/nerede*/açılmadı/bozul*/kırık*/gelmedi/gelmemiş/"
    "almıştım/almıştık/aldım/aldık/garanti*/şikayet*/"
    "invoice/vat/reimburse*/receipt/refund/return/bill/document)",
)
_MUCH = phrases(
    raw=r"(?:[2-9]\d|[1-9]\d\d+) ?(?:-\d+ ?)?(?:kilo|kg|ton|cuval|koli|kasa|palet|deste|"
    r"duzine) (?:lazim|al\w*|gider|tuket\w*|istiyo\w*|ip\w*)"
    r"|(?:\d+|iki|on|bes) duzine \w+|(?:\d+|bir|iki|on|bes) ton (?:\w+ )?(?:al\w*|lazim|istiyo\w*|"
    r"mama|kuru)"
    r"|(?:aylik|haftalik|ayda|haftada|her ay|her hafta) (?:\w+ )?(?:\d+|bin|kac|on|"
    r"yirmi)(?:-\d+)? ?(?:bin|kilo|kg|cuval|koli|adet|kasa|gider|tane|kac|paket|yirmi|parca)\w*"
    r"|(?:[2-9]\d|[1-9]\d\d+) (?:civari|civarinda)"
    r"|(?:yuz|elli|altmis|yetmis|seksen|doksan|iki yuz|bin) (?:tane|adet) falan|(?:beser|onar|"
    r"yuzer|elliser|yirmiser)(?: (?:tane|adet))?"
    r"|(?:if i|when i|i) (?:order|buy|take|get) (?:[2-9]\d|[1-9]\d\d+)|one (?:container|carton)|"
    r"(?:[2-9]|\d\d+) (?:containers?|pallets?|cartons|cases)",
)
_NOT_GOODS = re.compile(
    r"\W*(?:resim|foto|mesaj|soru|yorum|video|taksit|kapadokya|puzzle|yapboz|takipci|begeni|link|"
    r"mail|kisi|farkli site|ekran)"
)
# "50 pieces in the box", "the last 20 pieces" count what one buys or what is left.
_IN_ONE_PACK = re.compile(r"\b(?:son|kutuda|pakette|pakedi|icinde|toplam|kalan) \S+ ?\w*$|l[iu]k$")
_SET = re.compile(r"\b(?:puzzle|yapboz|takim\w*|set\w*)\b")


def offers_to_us(folded: Folded) -> bool:
    """A supplier, an agency or a job seeker: whoever wants to sell something to us."""
    return bool(Page(folded.text).find(_SELLERS))


def b2b_evidence(text: str, folded: Folded, quantities: list[Entity]) -> tuple[str, ...]:
    """The customer's words that speak of bulk, corporate or resale buying; empty when none do.

    A supplier who wants to sell to us is not a buyer, and a company's name on one invoice is no bulk.
    """
    page = Page(folded.text)
    if page.find(_SELLERS):
        return ()
    page.blank(page.find(_NOT_TRADE))
    places = [*page.find(_TRADE), *page.find(_MUCH)]
    delivered = bool(page.find(_DELIVERED))
    bulk = [quantity for quantity in quantities if _is_bulk(quantity, text, folded.text, delivered=delivered)]
    places += page.find(_MANY_THINGS)
    if page.find(_ORDERED):
        places += page.find(_MANY_OTHERS)
    told = any(page.find(part) for part in (_PAPERS, _SINGLE, _TOLD, _ADDRESS))
    if places or bulk or not told:
        places += [*page.find(_WEAK), *page.find(_MANY_HEADS), *page.find(_BUYERS)]
    if not places and page.find(_SELLING) and page.find(_OUR_GOODS):
        places += page.find(_SELLING)
    found = []
    for place in sorted(places):
        start, end = folded.span(*place)
        found.append(text[start:end])
    return tuple(dict.fromkeys([*found, *(quantity.text for quantity in bulk)]))


def is_for_home(quantities: list[Entity]) -> bool:
    """Things are counted, and no more of them than a household buys at once."""
    amounts = [one.value for one in quantities if isinstance(one.value, dict)]
    return bool(amounts) and all(
        value.get("unit") == "piece"
        and isinstance(amount := value.get("amount"), int)
        and amount <= _HOUSEHOLD_PIECES
        for value in amounts
    )


def _is_bulk(quantity: Entity, text: str, folded: str, *, delivered: bool) -> bool:
    value = quantity.value
    if not isinstance(value, dict):
        return False
    amount, unit = value.get("amount"), value.get("unit")
    if not isinstance(amount, int) or _NOT_GOODS.match(fold_text(text[quantity.end : quantity.end + 20])):
        return False
    if _IN_ONE_PACK.search(fold_text(text[max(0, quantity.start - 20) : quantity.end])):
        return False
    written = fold_text(quantity.text)
    if "parca" in written and _SET.search(folded):
        return False  # the pieces of one set
    # A box ("kutu") is how one thing is sold, a carton or a series is not.
    case = unit in _CASES and not re.search(r"kutu|box", written)
    return amount >= _BULK_PIECES or (case and amount >= 2 and not delivered)
