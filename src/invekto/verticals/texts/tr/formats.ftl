# Günler ve aylar.

format-day = { $day } { $month } { $weekday }

format-month-1 = Ocak
format-month-2 = Şubat
format-month-3 = Mart
format-month-4 = Nisan
format-month-5 = Mayıs
format-month-6 = Haziran
format-month-7 = Temmuz
format-month-8 = Ağustos
format-month-9 = Eylül
format-month-10 = Ekim
format-month-11 = Kasım
format-month-12 = Aralık

format-weekday-0 = pazartesi
format-weekday-1 = salı
format-weekday-2 = çarşamba
format-weekday-3 = perşembe
format-weekday-4 = cuma
format-weekday-5 = cumartesi
format-weekday-6 = pazar
