connections-complete = Orders are complete up to { $moment }.
connections-gap = Order data is missing between { $since } and { $until }; it is being filled now.
connections-import-paused = The import of old orders is stopped, { $percent }% done, { $count } orders so far; new orders keep coming
connections-import-pause = Stop the import
connections-import-resume = Go on with the import
connections-mended-by-owner = You can put this right.
connections-mended-by-platform = There is nothing for you to do; we wait for the platform.
connections-mended-by-invekto = The Invekto team will put this right.
connections-unreadable-look = Look at them
unreadable-title = Orders and returns that could not be read
unreadable-lead = The platform sent these records and they could not be read; other orders and returns are not affected. They are kept as they came, tried again every hour, and deleted after 30 days.
unreadable-back = Back to connections
unreadable-none = There is no record that could not be read.
unreadable-package = Package
unreadable-claim = Return
unreadable-no-claim = The number of the return could not be read
unreadable-no-package = The package number could not be read
unreadable-reason = Reason
unreadable-seen = Came:
unreadable-tried = Last tried:
unreadable-payload = Show it as it came
unreadable-again = Try again
unreadable-dismiss = Dismiss
unreadable-read = The record was read; the order or return it tells of was added.
unreadable-still = The record still cannot be read. The reason stands below; if it says nothing to you, pass it on to the Invekto team.
unreadable-dismissed = The record was deleted. If the platform sends it again, it is tried again.
connections-imported-to = Everything since { $moment } is here; what is older is coming.
connections-claims = Returns cannot be read (orders are not affected):
connections-listings = Stock and products cannot be read (orders are not affected):
connections-unreadable-parcels = { $count ->
    [one] One parcel's record
   *[other] { $count } parcels' records
} could not be read; the others arrive. The carrier is asked about these parcels again; the records are deleted after 30 days. If the number does not fall, tell the Invekto team.
unreadable-title-parcels = Parcels' records that could not be read
unreadable-lead-parcels = The carrier sent these records and they could not be read; other parcels are not affected. It is asked about the parcel again when it is due; the records are kept as they came and deleted after 30 days.
unreadable-parcel = Parcel
