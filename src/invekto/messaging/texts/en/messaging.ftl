# Lines inside a thread that nobody said
messaging-notice-number-changed = The customer changed their phone number.
messaging-notice-user-id-changed = The customer’s WhatsApp identity changed.
messaging-notice-identity-changed = The customer’s security code changed; they may be using another device.
messaging-notice-system = WhatsApp sent a notice about this person.

# How messages without text look in a list
messaging-kind-text = Message
messaging-kind-image = Photo
messaging-kind-video = Video
messaging-kind-document = Document
messaging-kind-audio = Voice message
messaging-kind-sticker = Sticker
messaging-kind-location = Location
messaging-kind-contacts = Contact card
messaging-kind-interactive = Choice
messaging-kind-button = Choice
messaging-kind-buttons = Message with buttons
messaging-kind-list = List
messaging-kind-template = Template message
messaging-kind-order = Basket
messaging-kind-request_welcome = Opened the chat
messaging-kind-notice = Notice
messaging-kind-revoked = Message deleted
messaging-kind-unsupported = Message that cannot be shown
