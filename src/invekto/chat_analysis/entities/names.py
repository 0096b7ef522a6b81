"""First names common in Turkey, folded: what tells "selin hanım" from "hangi hanım"."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """abdullah adem adnan ahmet ali alper alperen arda arif arzu asli asuman atakan ayca aydan ayhan ayla
    aylin ayse aysegul aysel aysun aytac azra bahar banu baran baris basak batuhan begum bekir belgin belma
    berfin berk berkay berna berrin beste betul beyza bilal bilge birol bora bugra bulent burak burcu burcin
    burhan busra can canan cansu caner ceren cem cemal cemil cenk ceyda ceylan cigdem cihan cihat damla demet
    deniz derya dilan dilara dilek didem doga dogan duygu ebru ece eda edip ekrem ela elcin elif emel emin
    emine emir emrah emre engin enis ercan erdem eren erhan erkan erol ersin ertan ertugrul esen esin esma
    esra evren eylem eylul ezgi fadime faruk fatih fatma ferhat feride fevzi feyza figen fikret filiz firat
    fulya funda furkan gamze gizem gokce gokhan gonca gonul gorkem gozde gul gulay gulcan gulden gulsah
    gulsen gulsum gunay guven hacer hakan hale halil halime halit hamza handan hande harun hasan hatice hulya
    husamettin huseyin ibrahim idil ilhan ilkay ilker ilknur inci ipek irem irfan ismail ismet jale kaan
    kadir kamil kemal kenan kerem kivanc koray korhan kubra kursat lale leman leyla levent mahmut mehmet
    melek melih melike melis melisa meltem mert merve meryem mesut metin mete meral mine miray mustafa
    muhammed murat muzaffer mujde naci nazan nazli necati necla nermin neslihan nesrin neval nevin nihal
    nihan nihat nil nilay nilgun nilufer nur nuray nurcan nurdan nuri nurten oguz oguzhan okan oktay olcay
    onder onur orhan orkun osman oya ozan ozcan ozge ozgur ozkan ozlem pelin pelinsu perihan pinar polat
    rabia ramazan recep reyhan reyhan ridvan riza rukiye sabri safak sahin salih sami sarp seda sedat sedef
    sefa selahattin selcan selcuk selda selen selim selin selma semih semra senay senem serap serdar seren
    serhan serhat serkan serpil sevcan sevda sevgi sevil sevim sevinc seyma sezen sezer sezgin sibel simge
    sinan sinem soner songul suat sukru sule suleyman sumeyye suna tahsin taner tansu tarik tarkan tayfun
    tolga tuba tugba tugce tulay tulin tunc turgay turgut turan ufuk ugur umit umut umran utku vedat veli
    volkan vural yagmur yahya yakup yalcin yaren yasar yasemin yasin yavuz yelda yeliz yesim yigit yilmaz
    yonca yunus yusuf zafer zehra zeki zekiye zeliha zerrin zeynep zubeyde zuhal""".split()  # noqa: SIM905 - a page of quotes would hide the names
)
