# What a customer hears of their parcel without having asked.
parcel-news-failed = There was a problem with the delivery of your order { $number }. { $where } If you have a question or a wish, just write here.
parcel-news-at-branch = Your order { $number } is waiting to be picked up at the branch. { $where } If you have a question or a wish, just write here.
parcel-news-returned = Your order { $number } could not be delivered to you. { $where } If you want it sent again or refunded, just write here.
parcel-news-stalled = Your order { $number } is late. { $where } If you have a question or a wish, just write here.
parcel-news-customer = dear customer
parcel-news-managers-only = Only owners and admins can change this.
