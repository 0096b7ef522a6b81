order-platform-google-calendar = Google Calendar
