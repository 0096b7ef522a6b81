"""What a shop tells its customers of their parcels without being asked: only when something went wrong."""
