"""The tenant file: one YAML file that describes one tenant (docs/tenant-file.md)."""
