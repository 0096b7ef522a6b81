"""What the `invekto` command can do that belongs to no single room."""
