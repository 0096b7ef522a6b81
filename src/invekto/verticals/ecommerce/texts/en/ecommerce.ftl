# E-commerce: what customers are told.

ecommerce-button-order-status = Where is my order?
ecommerce-button-shipping-info = Shipping
ecommerce-button-product-info = Product details
ecommerce-button-return-request = Return / exchange
ecommerce-button-product-exchange = Exchange an item
ecommerce-button-invoice-request = Invoice
ecommerce-button-order-cancel = Cancel my order
ecommerce-button-stock-inquiry = Stock
ecommerce-button-wholesale-inquiry = Wholesale
ecommerce-button-complaint = Complaint
ecommerce-button-discount-inquiry = Discounts
ecommerce-button-payment-inquiry = Payment

ecommerce-ack-return-request = I've noted your return request. I'm passing you on to a colleague who will start it.
ecommerce-ack-product-exchange = I've noted your exchange request. I'm passing you on to a colleague who will look for the right item.
ecommerce-ack-invoice-request = I've noted your invoice request. I'm passing you on to a colleague who will take care of it.
ecommerce-ack-order-cancel = I've noted your cancellation request. I'm passing you on to a colleague who will look at your order right away.
ecommerce-ack-stock-inquiry = Let us check the stock for you; I'm passing you on to a colleague.
ecommerce-ack-wholesale-inquiry = Thank you for your interest in a bulk purchase. I'm passing you on to a colleague in sales who will prepare an offer for you.
ecommerce-ack-complaint = I'm sorry for the trouble you've had. I'm passing you on to a colleague who will sort it out.
ecommerce-ack-discount-inquiry = I've noted your question about discounts and am passing you on to a colleague.
ecommerce-ack-payment-inquiry = I've noted your payment question and am passing you on to a colleague.
ecommerce-ack-address-change = I have your request to change the address. You can write the right one here (and your order number, if you have it); I am passing you on to a colleague who corrects it.
ecommerce-ack-product-info = I've noted your question about the product. I'm passing you on to a colleague who can tell you for certain.

ecommerce-product-which = Which product do you mean? Could you write its name or send the link?

ecommerce-shipping-head = Our delivery terms:
ecommerce-shipping-fee = Shipping costs { $fee }.
ecommerce-shipping-free = Shipping is free.
ecommerce-shipping-free-over = Shipping is free for orders of { $amount } or more.
ecommerce-shipping-days = { $same ->
    [True] After dispatch your order arrives in about { $first } working days.
   *[False] After dispatch your order arrives in { $first }-{ $last } working days.
}
ecommerce-shipping-carriers = We ship with { $carriers }.
ecommerce-shipping-cash-on-delivery-yes = You can pay on delivery.
ecommerce-shipping-cash-on-delivery-no = Payment on delivery is not available.
ecommerce-shipping-abroad-yes = We ship abroad.
ecommerce-shipping-abroad-no = At the moment we only ship within Türkiye.
ecommerce-shipping-unknown = I don't have reliable information on this and don't want to misguide you; I'm passing you on to a colleague.

ecommerce-carrier-aras = Aras Kargo
ecommerce-carrier-yurtici = Yurtiçi Kargo
ecommerce-carrier-mng = MNG Kargo
ecommerce-carrier-surat = Sürat Kargo
ecommerce-carrier-ptt = PTT Kargo
ecommerce-carrier-ups = UPS
ecommerce-carrier-dhl = DHL
ecommerce-carrier-hepsijet = HepsiJet
ecommerce-carrier-trendyol = Trendyol Express

# For the team: what the customer wants and what comes next.
ecommerce-wish-order-status = Asks where their order is
ecommerce-wish-place = Asks where the shop is
ecommerce-wish-shipping-info = Asks about shipping and delivery
ecommerce-wish-product-info = Wants to know about a product
ecommerce-wish-return-request = Wants to return an item
ecommerce-wish-product-exchange = Wants to exchange an item
ecommerce-wish-invoice-request = Wants an invoice
ecommerce-wish-order-cancel = Wants to cancel an order
ecommerce-wish-stock-inquiry = Asks about stock
ecommerce-wish-wholesale-inquiry = Wants to buy in bulk
ecommerce-wish-complaint = Complains
ecommerce-wish-discount-inquiry = Asks about a discount or campaign
ecommerce-wish-payment-inquiry = Asks about payment
ecommerce-wish-not-at-home = Was not at home and wants the parcel delivered again
ecommerce-wish-address-change = Wants to change the delivery address

ecommerce-next-shipping-info = Tell them the delivery term they asked about; you can add it to the shop's settings
ecommerce-next-product-info = Answer the question about the product
ecommerce-next-return-request = Start the return and write to the customer
ecommerce-next-product-exchange = Find the right item and write to the customer
ecommerce-next-invoice-request = Send or correct the invoice
ecommerce-next-order-cancel = Cancel the order before it ships and write to the customer
ecommerce-next-order-cancel-shipped = The order has left: ask the carrier to bring it back if that is possible, else explain how to return it; write to the customer
ecommerce-next-order-cancel-delivered = The order has been delivered and cannot be cancelled: explain how to return it and write to the customer
ecommerce-next-stock-inquiry = Check the stock and write to the customer
ecommerce-next-wholesale-inquiry = Clarify quantity and product, then make an offer
ecommerce-next-complaint = Make peace first, then solve the problem
ecommerce-next-discount-inquiry = Tell the customer about current discounts
ecommerce-next-payment-inquiry = Answer the payment question
ecommerce-next-address-change = Get the right address; correct it in the order, or with the carrier if it has left, and write to the customer

ecommerce-payment-head = How you can pay:
ecommerce-payment-instalments = { $named ->
    [True] In up to { $most } instalments with { $banks } cards.
   *[False] In up to { $most } instalments by credit card.
}
ecommerce-payment-transfer = By bank transfer.
ecommerce-payment-card = By credit or debit card.
ecommerce-address = The address of { $shop }: { $address }
did-told-return-window = Told the return period
did-told-shipping = Told the shipping and delivery terms
note-fact-product-asked = Asked about the product: “{ $value }”
did-asked-product = Asked which product it is

# Order status.
ecommerce-order-ask-number = Let me look at your order right away. I can't see an order for this phone number; could you write your order number? If you don't have it, tell me what you ordered on which day, and the full name on the order.
ecommerce-order-ask-number-again = Could you write your order number so that I can look it up? You'll find it in your order confirmation. If you can't find it, tell me what you ordered on which day, and the full name on the order.
ecommerce-order-not-found = I couldn't find an order with the number { $number }. Could you check it and write it again?
ecommerce-order-ask-fact = For your security I need to confirm one more detail. What is the { $facts } on the order?
ecommerce-order-ask-fact-again = That does not match the order. What is the { $facts } on the order?
ecommerce-order-or = {" "}or the{" "}
ecommerce-order-fact-name = full name
ecommerce-order-fact-district = delivery district
ecommerce-order-fact-phone = last four digits of the phone number
ecommerce-order-which = You have { $count } orders. Which one shall I look at?
ecommerce-order-choose = Choose an order
ecommerce-order-track = Track your parcel: { $url }
ecommerce-order-as-of = I can't reach the marketplace right now; this is as of { $moment }.
ecommerce-order-by-whom = { $named ->
    [yes] If you cannot find it, choose “Talk to an agent” and a colleague will look into it.
   *[no] The carrier has not told us who received it. If you cannot find it, choose “Talk to an agent” and a colleague will look into it.
}
ecommerce-order-hour-unknown = The carrier does not tell the hour.
ecommerce-order-until-unknown = The carrier ({ $carrier }) has not told us until when the branch keeps it.
ecommerce-order-may-be-old = I can't reach the marketplace right now; this may be out of date.
ecommerce-order-no-number = No problem. I'm passing you on to a colleague who will find your order.
ecommerce-order-no-proof = I can't confirm here that the order is yours, so I'm passing you on to a colleague.
ecommerce-order-too-many-tries = The details did not match several times, so for your security I'm passing you on to a colleague.
ecommerce-order-platform-down = I can't reach the marketplace right now, so I can't look at your order. I'm passing you on to a colleague.

# An order that counts as delivered lacks something.
ecommerce-missing-not-received = { $record ->
    [whom] Order { $number } is shown as delivered; I'm very sorry that it hasn't reached you. The carrier's record says { $day }, received by { $who }. I'm passing you on to a colleague who will look into it.
    [day] Order { $number } is shown as delivered; I'm very sorry that it hasn't reached you. The record says { $day }. I'm passing you on to a colleague who will look into it.
   *[no] Order { $number } is shown as delivered; I'm very sorry that it hasn't reached you. I'm passing you on to a colleague who will look into it.
}
ecommerce-missing-empty = I've noted that order { $number } arrived empty, and I'm very sorry. I'm passing you on to a colleague who will sort it out.
ecommerce-missing-incomplete = I've noted that something is missing from order { $number }, and I'm very sorry. I'm passing you on to a colleague who will sort it out.
ecommerce-next-missing-not-received = Look into the delivery with the carrier and write to the customer
ecommerce-next-missing-empty = Find out why the parcel was empty and write a solution to the customer
ecommerce-next-missing-incomplete = Find what is missing and write a solution to the customer
note-fact-missing-not-received = Wrote that the order did not reach them
note-fact-missing-by-whom = Asked who received the order
note-fact-missing-empty = Wrote that the parcel was empty
note-fact-missing-incomplete = Wrote that an item was missing from the parcel

# The courier came and nobody opened.
ecommerce-not-at-home = I am sorry that it could not be delivered. I am passing you to a colleague who will arrange another delivery with the carrier.
ecommerce-not-at-home-order = I am sorry about that. Your order { $number }: { $where } I am passing you to a colleague who will arrange another delivery with the carrier.
ecommerce-next-not-at-home = Arrange a new delivery with the carrier and tell the customer the day

ecommerce-fact-order = Order { $number } · { $status } · { $products }
ecommerce-fact-order-unproven = Order { $number } is not proven to be theirs; verify before you act on it
ecommerce-next-order-status = Find the order and tell the customer where it is

did-told-order = Told the order's status
did-listed-orders = Asked which order it is
did-asked-number = Asked for the order number
did-asked-fact = Asked for a detail that proves the order is theirs
did-not-found = Said that no order has this number
ecommerce-missing-wrong = I have noted that the wrong item came with your order { $number }, and I am very sorry. You can send a photo of it here; I am passing you to a colleague who will put it right.
ecommerce-next-missing-wrong = Tell the customer how the wrong item is taken back and the right one sent
note-fact-missing-wrong = Wrote that the wrong item came
ecommerce-away = I have noted that nobody will be home when it comes. I am passing you to a colleague who will ask the carrier and write to you what can be done.
ecommerce-next-away = Ask the carrier about the day of delivery or collecting it at the branch, and write to the customer
ecommerce-order-returned-next = If you would like it sent again or your money back, write here; a colleague will see to it.
