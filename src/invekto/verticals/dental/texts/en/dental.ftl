# Dental clinics.

dental-button-insurance-inquiry = Insurance
dental-wish-insurance-inquiry = Asks about insurance
dental-next-insurance-inquiry = Check the contracted institution and write to the customer

# The common treatments.
dental-treatment-wisdom-tooth = Wisdom tooth removal
dental-treatment-child-examination = Dental check-up for children
dental-treatment-examination = Dental examination
dental-treatment-filling = Tooth filling
dental-treatment-root-canal = Root canal treatment
dental-treatment-cleaning = Dental cleaning
dental-treatment-extraction = Tooth extraction
dental-treatment-implant = Dental implant
dental-treatment-zirconia-crown = Zirconia crown
dental-treatment-veneer = Veneer
dental-treatment-whitening = Teeth whitening
dental-treatment-orthodontics = Orthodontics (braces and aligners)
dental-treatment-denture = Denture
dental-treatment-bridge = Dental bridge
