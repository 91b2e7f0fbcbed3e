"""WebSub: after a publish the hubs are told which feeds changed. See docs/hubs.md."""
