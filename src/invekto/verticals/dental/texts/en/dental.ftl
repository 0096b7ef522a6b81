# Dental clinics.

dental-button-insurance-inquiry = Insurance
dental-ack-insurance-inquiry = I've noted your insurance question. I'm passing you on to a colleague who can tell you for certain.
dental-wish-insurance-inquiry = Asks about insurance
dental-next-insurance-inquiry = Check the contracted institution and write to the customer
