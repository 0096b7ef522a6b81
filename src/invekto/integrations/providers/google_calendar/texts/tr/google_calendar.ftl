order-platform-google-calendar = Google Takvim
