# Clinics: answers to questions for information.

clinic-day = { $weekday } { $day } { $month }
clinic-moment = { $day } { $time }
clinic-month-1 = January
clinic-month-2 = February
clinic-month-3 = March
clinic-month-4 = April
clinic-month-5 = May
clinic-month-6 = June
clinic-month-7 = July
clinic-month-8 = August
clinic-month-9 = September
clinic-month-10 = October
clinic-month-11 = November
clinic-month-12 = December

clinic-day-open = { $day }: we are open { $hours }.
clinic-day-closed = { $day }: we are closed.
clinic-parking-unknown = I don't have reliable information about parking and don't want to misguide you; I'm passing you on to a colleague.
# After the clinic's words in its own language, for a patient who writes in another.
clinic-own-words = { "" } (in the clinic's own words)

clinic-price-line = { $treatment }: { $price }
clinic-prices-head = Our fees for the treatments you asked about:
clinic-prices-foot = The exact amount follows from your treatment plan at the examination.
clinic-price-of-the-rest = I don't have a reliable fee for the other treatment you asked about; I'm passing you on to a colleague.

clinic-results-differ = Results differ from person to person; our physician decides at the examination whether it suits you.
clinic-info-of-the-rest = I don't have reliable information about the other treatment you asked about; I'm passing you on to a colleague.

clinic-recovery = { $treatment }: our clinic gives { $days ->
    [one] 1 day
   *[other] { $days } days
} as the usual recovery time. { $description }
clinic-recovery-note = It differs from person to person; our physician tells you what holds for you. If anything worries you after a treatment, don't wait: write to us.
clinic-recovery-unknown = I don't have reliable information about the recovery and don't want to misguide you; I'm passing you on to a colleague.
clinic-recovery-of-the-rest = I don't have reliable information about the other detail you asked for; I'm passing you on to a colleague.

clinic-physician-decides = Only our physician can decide this; I can't judge it. Please don't stop or change any medicine without asking your doctor, and tell our physician about it at the appointment. I'm passing you on to a colleague who will forward your question.
clinic-child-writes = Thank you for writing. If you are under eighteen, we need to talk about this together with a parent or guardian. I'm passing you on to a colleague.
clinic-after-treatment = I'm sorry to hear that. I'm telling our team what you wrote; I can't judge it. If you have trouble breathing or swallowing, bleeding that does not stop, changes in your vision or swelling that spreads quickly, do not wait: call 112 or go to the nearest emergency department. I'm passing you on to a colleague.

clinic-payment-head = How you can pay:
clinic-payment-methods = Ways to pay: { $methods }
clinic-payment-card = credit or debit card
clinic-payment-cash = cash
clinic-payment-transfer = bank transfer
clinic-payment-instalments = { $named ->
    [True] Up to { $most } instalments with { $banks } cards
   *[False] Up to { $most } instalments
}

clinic-insurers-head = What our clinic says about insurance:
clinic-insurers-foot = Your insurer can tell you what your policy covers. If you like, I can pass you on to a colleague.
clinic-insurer-not-named = I don't have reliable information about the insurer you asked about; I'm passing you on to a colleague.

clinic-packages-head = Treatments we plan together:
clinic-packages-foot = The exact amount and whether it suits you are decided at the examination; results differ from person to person.
clinic-package-unknown = I don't have a ready package for what you asked about; I'm passing you on to a colleague.

# For the team.
clinic-fact-referral = Referral discount in the settings: { $percent }% (only you may tell it)
clinic-next-physician = Forward the question to the physician; do not judge suitability or medicines yourself
clinic-next-child = Ask their age; under eighteen, talk to a parent or guardian
clinic-next-after-treatment = Call today; tell the physician about the complaint

did-told-payment = Told the ways to pay
did-told-insurance = Passed on what the clinic says about insurance
did-told-packages = Told the packages
did-told-recovery = Told the usual recovery time
