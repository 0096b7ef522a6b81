order-platform-n11 = N11
connections-add-title-n11 = Connect an N11 shop
connections-add-lead-n11 = You find these in the N11 seller panel under API.
connections-id-n11 = Shop number
connections-id-hint-n11 = Digits only
connections-n11-app-key = App key
connections-n11-app-secret = App secret
