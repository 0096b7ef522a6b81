"""Three made-up tenants that `invekto demo` starts with: what a working day looks like."""
