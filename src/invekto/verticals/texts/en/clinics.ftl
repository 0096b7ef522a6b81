# Clinics: what customers are told.

common-button-appointment-booking = Book a visit
common-button-appointment-reschedule = Change appointment
common-button-appointment-cancel = Cancel appointment
common-button-price-inquiry = Prices
common-button-treatment-info = About a treatment
common-button-location-inquiry = Address
common-button-working-hours = Opening hours
common-button-payment-inquiry = Payment
common-button-complaint = Complaint

common-ack-emergency = I'm sorry to hear that; I have told our team right away. If you have trouble breathing or swallowing, bleeding that does not stop, loss of vision, confusion or swelling that spreads quickly, do not wait: call 112 or go to the nearest emergency department. I'm passing you on to a colleague at the clinic.
common-ack-payment-inquiry = I've noted your payment question and am passing you on to a colleague.
common-ack-complaint = I'm sorry for the trouble you've had. I'm passing you on to a colleague who will look into it.

clinic-unknown = I don't have reliable information on this and don't want to misguide you; I'm passing you on to a colleague.
clinic-hours-head = Our opening hours:
clinic-open-now = We are open now.
clinic-closed-now = We are closed now.
clinic-address = Address of { $shop }: { $address }
clinic-maps = Directions: { $url }
clinic-parking = Parking: { $parking }{ $remark }
clinic-price = { $treatment }: our fee is { $price }. The exact amount follows from your treatment plan at the examination.
clinic-price-range = { $treatment }: our fee is between { $low } and { $high }. The exact amount follows from your treatment plan at the examination.
clinic-price-after-examination = The fee is set after the examination, with your own treatment plan. If you like, we can book an examination for you.
clinic-which-treatment = Which treatment do you mean?
clinic-choose = Choose a treatment
clinic-other-treatment = Another treatment
clinic-treatment = { $treatment }: { $description }

# For the team.
common-wish-emergency = Reports an emergency
common-wish-appointment-booking = Wants an appointment
common-wish-appointment-reschedule = Wants to change an appointment
common-wish-appointment-cancel = Wants to cancel an appointment
common-wish-price-inquiry = Asks about a price
common-wish-treatment-info = Wants to know about a treatment
common-wish-location-inquiry = Asks about the address or the way there
common-wish-working-hours = Asks about the opening hours
common-wish-payment-inquiry = Asks about payment
common-wish-complaint = Complains

common-next-appointment-booking = Offer a time and book the appointment
common-next-appointment-reschedule = Agree on a new time and move the appointment
common-next-appointment-cancel = Cancel the appointment and write to the customer
common-next-price-inquiry = Answer the price question; you can add it to the price list
common-next-treatment-info = Answer the question; you can add a description to the services
common-next-location-inquiry = Tell them the address; you can add it to the settings
common-next-working-hours = Tell them the opening hours; you can add them to the settings
common-next-payment-inquiry = Answer the payment question
common-next-complaint = Make peace first, then solve the problem

did-told-hours = Told the opening hours
did-told-address = Told the address
did-told-price = Told the price
did-asked-treatment = Asked which treatment it is
did-told-treatment = Passed on the clinic's description of the treatment
