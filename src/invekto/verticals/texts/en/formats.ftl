# Days and months.

format-day = { $weekday } { $day } { $month }

format-month-1 = January
format-month-2 = February
format-month-3 = March
format-month-4 = April
format-month-5 = May
format-month-6 = June
format-month-7 = July
format-month-8 = August
format-month-9 = September
format-month-10 = October
format-month-11 = November
format-month-12 = December

format-weekday-0 = Monday
format-weekday-1 = Tuesday
format-weekday-2 = Wednesday
format-weekday-3 = Thursday
format-weekday-4 = Friday
format-weekday-5 = Saturday
format-weekday-6 = Sunday
