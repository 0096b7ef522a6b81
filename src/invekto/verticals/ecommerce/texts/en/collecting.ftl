# Returns, exchanges, cancellations and invoices: what is said while the details are collected and handed over.

ecommerce-return-request-opening = I've received your return request.
ecommerce-product-exchange-opening = I've received your exchange request.
ecommerce-order-cancel-opening = I've received your cancellation request.
ecommerce-invoice-request-opening = I've received your invoice request.

ecommerce-collect-about = Your order: { $what }.
ecommerce-collect-which = You have { $count } orders. Which one is it about?
ecommerce-collect-which-item = There are several items in this order. Which one is it about?
ecommerce-collect-choose-item = Choose an item
ecommerce-collect-not-listed = If it is not in the list, write its name.
ecommerce-collect-all-items = All of them
ecommerce-collect-all-words = all everything both hepsi tümü
ecommerce-item-all = the whole order
ecommerce-collected = I've noted: { $what }.
ecommerce-collected-wanted = you'd like: { $wanted }

ecommerce-return-ask-reason = Why would you like to return it? Choose from the list or just write it in a few words.
ecommerce-return-ask-reason-again = I didn't quite get the reason; please choose from the list or write it in a few words.
ecommerce-return-choose-reason = Choose a reason
ecommerce-return-ask-picture = I see, I'm sorry about that. Could you send a photo that shows the problem? It helps my colleague help you sooner.
ecommerce-return-no-picture = Go on without one
ecommerce-return-got-picture = Your photo has arrived and is attached to your request.
ecommerce-question-noted = I've noted your question; a colleague will answer it.
ecommerce-return-window = You can return an item within { $days } days of receiving it.
ecommerce-return-late = This order was delivered { $since } days ago and returns are open for { $window } days; my colleague will decide.
ecommerce-return-question = I've received your question about returns. I'm passing you to a colleague who can tell you for certain.

ecommerce-cancel-question = I've received your question about the cancellation. I'm passing you to a colleague who will look into it and write to you.
ecommerce-cancel-confirm-whole = Your whole order { $number } will be cancelled: { $what }. Amount: { $amount }. Do you confirm?
ecommerce-cancel-confirm-part = Of your order { $number } this will be cancelled: { $what }. Amount: { $amount }. The rest will be sent to you. Do you confirm?
ecommerce-cancel-under-way = The cancellation of order { $number } is being asked of the marketplace now; we will write the outcome here.
ecommerce-cancel-not-by-pieces = I cannot cancel { $count } alone from here; for { $platform } only the whole of a product can be cancelled. Nothing was cancelled. I am handing you over to a colleague who will help.
ecommerce-cancel-changed = Your order { $number } has changed in the meantime. Nothing has been cancelled. If you still want to cancel it, write so and I will look at how it stands now.
ecommerce-cancel-yes = Yes, cancel
ecommerce-cancel-no = No, keep it
ecommerce-cancel-instead-of-return = This order has not left us yet; it can be cancelled without waiting for a return.
ecommerce-cancel-instead-of-exchange = This order has not left us yet, so it cannot be exchanged; you can cancel it and order what you want instead.
ecommerce-return-when-it-comes = All right; you can return it once the parcel has reached you.
ecommerce-return-on-its-way = Your parcel has not reached you yet; the return begins once it has.
note-fact-when-it-comes = Will return it once the parcel has arrived
ecommerce-cancel-kept = All right, your order { $number } stays as it is.
ecommerce-cancel-shipped = Your order { $number } is with the carrier and can no longer be cancelled. You can return it once it reaches you.
ecommerce-cancel-delivered = Your order { $number } has been delivered and can no longer be cancelled. You can return it if you like.
ecommerce-cancel-begun = Thank you for confirming. I am asking { $platform } to cancel order { $number } and will write the outcome here.
ecommerce-cancel-prepared = Thank you for confirming. Order { $number } is not cancelled yet; I am passing you on to a colleague who will cancel it.
ecommerce-cancel-back-withdrawn = All right, I have stopped the cancellation: your order { $number } will not be cancelled.
ecommerce-cancel-back-doing = I have noted that you changed your mind. The marketplace has already been asked to cancel order { $number }, though; it may not be possible to stop it. { $person ->
        [yes] A colleague will look and write to you here.
       *[no] I will tell you the outcome here.
    }
ecommerce-cancel-back-done = Order { $number } was cancelled already and that cannot be undone. If you still want the product, please order it again.
ecommerce-cancel-back-stands = Order { $number } was not cancelled; it stands as it was.
ecommerce-cancel-back-none = I see no cancellation that you confirmed; I am cancelling none of your orders.

ecommerce-exchange-ask-wanted = What would you like instead? Just write the size, the colour or the item's name.
ecommerce-exchange-ask-wanted-again = Could you write the size, the colour or the name of the item you'd like instead?

ecommerce-reason-row-size-small = Too small
ecommerce-reason-row-size-large = Too large
ecommerce-reason-row-changed-mind = Didn't like it
ecommerce-reason-row-quality = Poor quality
ecommerce-reason-row-damaged = Damaged or faulty
ecommerce-reason-row-wrong-item = Wrong item sent
ecommerce-reason-row-other = Another reason

ecommerce-reason-size = the size didn't fit
ecommerce-reason-size-small = too small
ecommerce-reason-size-large = too large
ecommerce-reason-color = different colour
ecommerce-reason-changed-mind = not liked or no longer wanted
ecommerce-reason-quality = poor quality
ecommerce-reason-damaged = damaged or faulty
ecommerce-reason-wrong-item = wrong item sent
ecommerce-reason-late = arrived too late
ecommerce-reason-other = another reason

# For colleagues.
ecommerce-next-cancel-question = Tell the customer why the order was cancelled and where their payment is
ecommerce-next-order-cancel-prepared = The customer confirmed the cancellation: cancel at the marketplace with “Cancel” on the order card, or write to the customer
ecommerce-next-cancel-pieces = The customer wants only some of the pieces cancelled; from here only all of them can be. Talk it over and write to them
ecommerce-next-return-question = Answer the question about returns

note-fact-order-meant = The order in question: { $number }
note-fact-return-late = Past the return period: delivered { $since } days ago, the period is { $window } days
note-fact-item = Which item: { $value }
note-fact-reason = Reason: { $value }
note-fact-wanted = Wants instead: { $value }
note-fact-question = Also asked: “{ $words }”

did-asked-item = Asked which item it was about
did-asked-cancel-confirm = Showed what would be cancelled and asked to confirm
did-kept-order = Told that nothing was cancelled
did-told-too-late = Told that it is too late to cancel
did-began-cancellation = Asked the marketplace for the confirmed cancellation
note-fact-cancel-count = Pieces to cancel: { $count }
note-fact-cancel-every = Pieces to cancel: all
note-fact-cancel-confirmed = The customer confirmed the cancellation; it is not done at the marketplace yet
note-fact-cancel-back-withdrawn = The customer no longer wants to cancel; the cancellation was stopped
note-fact-cancel-back-doing = The customer no longer wants to cancel, but the marketplace had been asked already: look how it stands
note-fact-cancel-back-done = The customer no longer wants to cancel, but the order had been cancelled already
note-fact-cancel-back-stands = The customer no longer wants to cancel; the order was not cancelled
did-asked-reason = Asked for the reason of the return
did-asked-wanted = Asked what was wanted instead
did-asked-picture = Asked for a photo of the problem
did-told-claim = Told how the return stands at the marketplace

ecommerce-exchange-depends = Whether it can be exchanged depends on stock and on { $platform }'s rules.

# Invoices.
ecommerce-invoice-link = The invoice of your order { $number }:
ecommerce-invoice-ask-buyer = Who should the invoice be for?
ecommerce-invoice-own = For myself
ecommerce-invoice-company = For a company
ecommerce-invoice-ask-tax = What is your tax number (10 digits), or your Turkish identity number for a sole proprietorship? You may write the tax office, the company's title and an e-mail address along with it.
ecommerce-invoice-tax-wrong = This number ({ $count } digits) is no valid tax or identity number; could you check it?
ecommerce-invoice-ask-office = Which is your tax office?
ecommerce-invoice-ask-title = What is your company's title?
ecommerce-invoice-ask-mail = Which e-mail address should the invoice go to?
ecommerce-invoice-check = The invoice will be made out like this:
ecommerce-invoice-part-title = • Title: { $value }
ecommerce-invoice-part-tax = • Tax or identity number: { $value }
ecommerce-invoice-part-office = • Tax office: { $value }
ecommerce-invoice-part-mail = • E-mail: { $value }
ecommerce-invoice-right = Yes, it is right
ecommerce-invoice-wrong = No, let me correct
ecommerce-invoice-ask-mend = Which part is wrong? Write the right one with its name, for example “tax office: …” or “company name: …”.
note-fact-tax-number-wrong = The tax or identity number they wrote is not valid (its check digit is wrong): { $value }
note-fact-invoice-confirmed = The invoice data was read back to the customer, who said it is right
note-fact-invoice-mended = What they want corrected in the invoice data: { $value }
did-read-back-invoice = Read the invoice data back and asked whether it is right
note-fact-invoice-own = Invoice wanted in their own name
note-fact-invoice-company = Invoice wanted for a company
note-fact-tax-number = Tax or identity number (check digit is right): { $value }
note-fact-tax-office = Tax office: { $value }
note-fact-company-title = Title: { $value }
note-fact-invoice-email = E-mail for the invoice: { $value }
did-asked-invoice = Asked for what the invoice needs
did-sent-invoice = Sent the link of the invoice

# Another address.
ecommerce-address-opening = I have your request to change the address.
ecommerce-address-before = Order { $number } is not with the carrier yet. We cannot change the address at { $platform } ourselves; a colleague will see whether it is possible, and I cannot promise it.
ecommerce-address-after = Order { $number } is with the carrier; only { $carrier } can change the address now, and I cannot promise it.
ecommerce-address-ask = Could you write the new delivery address with quarter, street, number, district and city?
ecommerce-address-ask-again = I cannot make an address of that. Could you write the new delivery address with neighbourhood, street, door number, district and city?
ecommerce-address-ask-right = All right, I will not use that one. Could you write the whole right address with neighbourhood, street, number, district and city?
ecommerce-address-wrong = No, it is wrong
ecommerce-address-confirm = New address: { $address }. Is that right?
ecommerce-address-right = Yes, it is right
ecommerce-address-given-before = I have noted the new address; it is not changed yet. I am passing you on to a colleague who will look into it.
ecommerce-address-given-after = I have noted the new address; as the parcel is on its way, it may not be changed. I am passing you on to a colleague who will talk to the carrier.
ecommerce-address-over = The address of order { $number } can no longer be changed: it was delivered, returned or cancelled. I am passing you on to a colleague.
ecommerce-next-address-before = Before it leaves: if it can go to the new address, prepare the label for it, else suggest cancelling and ordering anew; write to the customer
ecommerce-next-address-after = Tell the carrier the new address, and write to the customer whether they took it
note-fact-new-address = New address: { $value }
note-fact-address-confirmed = The customer confirmed the new address
did-asked-address = Asked for the new address
ecommerce-invoice-mail-wrong = “{ $mail }” is not a valid e-mail address; could you write it like name@example.com?
