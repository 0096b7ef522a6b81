# Around every page.
frame-skip = Skip to content
frame-rooms = Rooms
frame-menu = Menu
frame-fold = Collapse menu
frame-close = Close
frame-again = Try again
frame-loading = Loading
frame-sandbox = Test phone
frame-sandbox-open = Open the test phone
frame-waiting-count = { $count ->
    [one] { $count } customer is waiting for an answer
   *[other] { $count } customers are waiting for an answer
}

rooms-home = Today
rooms-home-short = Today
rooms-inbox = Inbox
rooms-inbox-short = Inbox
rooms-questions = What customers ask
rooms-questions-short = Questions
rooms-connections = Connections
rooms-connections-short = Connections
rooms-confidence = Confidence
rooms-confidence-short = Confidence
rooms-operator = Businesses
rooms-operator-short = Businesses

profile-title = Your account
profile-language = Language
profile-theme = Appearance
profile-theme-light = Light
profile-theme-dark = Dark
profile-theme-system = As the device is set
profile-keys = Keyboard shortcuts
profile-log-out = Log out

role-owner = Owner
role-admin = Admin
role-agent = Agent
role-doctor = Doctor
role-sales = Sales
role-operator = Platform operator

vertical-ecommerce = E-commerce
vertical-dental = Dental clinic
vertical-aesthetic = Aesthetic clinic

keys-title = Keyboard shortcuts
keys-search = Search
keys-next = Next conversation
keys-previous = Previous conversation
keys-write = Write a reply
keys-speak = Take over, or hand back to the assistant
keys-send = Send
keys-line = New line
keys-leave = Leave the text field
keys-help = Show this list

live-polling = The live connection was lost and is being restored. Until then the page refreshes every 5 seconds.
live-offline = Connection lost, trying again.
live-request-failed = That could not be completed. Try again in a moment.
live-no-network = The server could not be reached. What you wrote is kept; try again when you are back online.

session-over-title = Your session has ended
session-over-text = For your security, please log in again. The reply you were writing is kept in this tab.
session-over-action = Log in again

error-home = Go to the home page
error-again = Log in again
error-missing-title = Page not found
error-missing = There is nothing at this address, or it is not yours to see.
error-forbidden-title = This page is closed to you
error-forbidden = You do not have permission for this. Ask the owner if you need it.
error-stale-form = This page was open for a long time. Log in again and repeat what you did; nothing was sent.
error-bad-title = The request was not understood
error-bad = The link looks incomplete or damaged.
error-broken-title = Something went wrong on our side
error-broken = Nothing was done and your data is where it was. Try again in a moment; if it keeps happening, write to us.
error-busy-title = Something else is under way here
error-busy = Your change was not made, and nothing else changed. Try again in a few seconds.
error-full-title = The disk is full
error-full = Nothing was done, and what was stored is kept. Whoever looks after this machine must free some space; then everything goes on by itself.

language-tr = Turkish
language-en = English
language-de = German
language-ar = Arabic
language-ru = Russian
language-fr = French
language-es = Spanish
language-it = Italian
language-nl = Dutch
language-fa = Persian
language-uk = Ukrainian
language-az = Azerbaijani
language-ku = Kurdish
language-other = Another language

# Moments. Places such as { $m } are also filled in the browser while the page is open.
moment-today = Today
moment-yesterday = Yesterday
moment-full = { $weekday } { $day } { $month } { $year } { $time }
moment-day = { $weekday } { $day } { $month }
moment-day-year = { $weekday } { $day } { $month } { $year }
moment-day-month = { $day } { $month }
moment-ago = { $span } ago
moment-span-minutes = { $minutes } min
moment-span-hours = { $hours } h { $minutes } min
moment-span-hours-only = { $hours } h
moment-span-days = { $days } d { $hours } h
moment-span-days-only = { $days } d
moment-month-1 = January
moment-month-2 = February
moment-month-3 = March
moment-month-4 = April
moment-month-5 = May
moment-month-6 = June
moment-month-7 = July
moment-month-8 = August
moment-month-9 = September
moment-month-10 = October
moment-month-11 = November
moment-month-12 = December
moment-month-short-1 = Jan
moment-month-short-2 = Feb
moment-month-short-3 = Mar
moment-month-short-4 = Apr
moment-month-short-5 = May
moment-month-short-6 = Jun
moment-month-short-7 = Jul
moment-month-short-8 = Aug
moment-month-short-9 = Sep
moment-month-short-10 = Oct
moment-month-short-11 = Nov
moment-month-short-12 = Dec
moment-weekday-1 = Monday
moment-weekday-2 = Tuesday
moment-weekday-3 = Wednesday
moment-weekday-4 = Thursday
moment-weekday-5 = Friday
moment-weekday-6 = Saturday
moment-weekday-7 = Sunday
moment-weekday-short-1 = Mon
moment-weekday-short-2 = Tue
moment-weekday-short-3 = Wed
moment-weekday-short-4 = Thu
moment-weekday-short-5 = Fri
moment-weekday-short-6 = Sat
moment-weekday-short-7 = Sun
