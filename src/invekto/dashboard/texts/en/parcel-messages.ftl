# The card of messages about parcels on the connections page.
parcel-messages-title = Messages about parcels
parcel-messages-lead = When something goes wrong with a parcel, its customer hears of it unasked: at most once per parcel and reason, never at night. Only customers who have written to you before and have not refused messages get them.
parcel-messages-failed = When it could not be delivered
parcel-messages-at-branch = When it waits at a branch, with the last day
parcel-messages-returned = When it came back to you
parcel-messages-stalled = When it has not moved for longer than usual to that city
parcel-messages-no-template = You have no approved message template for this: for now it goes only to customers who wrote within the last 24 hours. Write to the Invekto team to have the template submitted to Meta.
parcel-messages-saved = Saved.
parcel-messages-save = Save
