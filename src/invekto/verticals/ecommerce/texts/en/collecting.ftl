# Returns, exchanges, cancellations and invoices: what is said while the details are collected and handed over.

ecommerce-return-request-opening = I've received your return request.
ecommerce-product-exchange-opening = I've received your exchange request.
ecommerce-order-cancel-opening = I've received your cancellation request.
ecommerce-invoice-request-opening = I've received your invoice request.

ecommerce-collect-about = Your order: { $what }.
ecommerce-collect-which = You have { $count } orders. Which one is it about?
ecommerce-collect-which-item = There are several items in this order. Which one is it about?
ecommerce-collect-choose-item = Choose an item
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
ecommerce-next-return-question = Answer the question about returns

note-fact-order-meant = The order in question: { $number }
note-fact-return-late = Past the return period: delivered { $since } days ago, the period is { $window } days
note-fact-item = Which item: { $value }
note-fact-reason = Reason: { $value }
note-fact-wanted = Wants instead: { $value }
note-fact-question = Also asked: “{ $words }”

did-asked-item = Asked which item it was about
did-asked-reason = Asked for the reason of the return
did-asked-wanted = Asked what was wanted instead
did-asked-picture = Asked for a photo of the problem
