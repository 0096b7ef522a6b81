# Aesthetic clinics.

aesthetic-button-before-after-request = Before and after
aesthetic-button-contraindication = Is it for me?
aesthetic-button-recovery-info = Recovery
aesthetic-button-package-inquiry = Packages
aesthetic-button-foreign-patient = Coming from abroad
aesthetic-button-referral-discount = Referred by a friend

aesthetic-ack-before-after-request = We can't share before and after pictures here. For your questions I'm passing you on to a colleague.
aesthetic-ack-foreign-patient = I've noted your question about coming from abroad. I'm passing you on to a colleague who will help you plan.
aesthetic-ack-referral-discount = Thank you for choosing us. I'm passing you on to a colleague who will look after your question.

aesthetic-wish-before-after-request = Wants before and after pictures
aesthetic-wish-contraindication = Asks whether the procedure suits them
aesthetic-wish-recovery-info = Asks about recovery
aesthetic-wish-package-inquiry = Asks about a package
aesthetic-wish-foreign-patient = Wants to come from abroad
aesthetic-wish-referral-discount = Came through a friend and asks for a discount

aesthetic-next-before-after-request = Invite them to an examination; send no pictures
aesthetic-next-recovery-info = Answer from the physician's aftercare notes
aesthetic-next-package-inquiry = Explain the packages and invite them to a consultation
aesthetic-next-foreign-patient = Talk about the date, transfer and interpreter
aesthetic-next-referral-discount = Ask who referred them and answer

# The common treatments.
aesthetic-treatment-rhinoplasty = Rhinoplasty (nose)
aesthetic-treatment-lip-filler = Lip filler
aesthetic-treatment-botox = Botox
aesthetic-treatment-mesotherapy = Facial mesotherapy
aesthetic-treatment-prp = PRP
aesthetic-treatment-laser-hair-removal = Laser hair removal
aesthetic-treatment-hair-transplant = Hair transplant
aesthetic-treatment-blepharoplasty = Eyelid surgery
aesthetic-treatment-breast-augmentation = Breast augmentation
aesthetic-treatment-liposuction = Liposuction
aesthetic-treatment-tummy-tuck = Tummy tuck
aesthetic-treatment-face-lift = Face lift
aesthetic-treatment-consultation = Consultation
