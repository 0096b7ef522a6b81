# Lines inside a thread that nobody said
messaging-notice-number-changed = The customer changed their phone number.
messaging-notice-user-id-changed = The customer’s WhatsApp identity changed.
messaging-notice-identity-changed = The customer’s security code changed; they may be using another device.
messaging-notice-system = WhatsApp sent a notice about this person.
