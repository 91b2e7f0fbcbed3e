"""The newsroom's rooms: each package is one noun; docs/architecture.md tells which may import which."""
