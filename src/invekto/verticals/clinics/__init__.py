"""What dental and aesthetic clinics have in common.

The limits of health advertising hold everywhere here: no diagnosis, no promise of a result, no word on medicines, no
price unless the patient asks for it directly and the clinic allows it. What the clinic has not said is not said.
"""
