"""Names, numbers, places and times in a message, each with its place in the customer's own words."""
